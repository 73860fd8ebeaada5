import { z } from "zod";
import { Language } from "../../web/organization.ts";
import { isShown } from "../../web/typed-text.ts";
import { Commitments } from "../commitments/commitments.ts";
import { ChangeKind } from "../text/front-matter.ts";

/** A version's name: the day it takes effect, `YYYY-MM-DD`. */
export const VersionDate = z.iso.date();

/** SHA-256 of a normalised source, in lower-case hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Why a version was withdrawn: a sentence that people read on the site and in mail. */
export const ReasonToWithdraw = z
  .string()
  .trim()
  .refine(isShown)
  .min(10)
  .max(300)
  .regex(/^\P{Cc}*$/u);

/**
 * Whether a version stands. One is withdrawn before it takes effect, and then never does; its text stays where it was
 * published.
 */
const Standing = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("published") }),
  z.strictObject({ is: z.literal("withdrawn"), on: VersionDate, reason: ReasonToWithdraw }),
]);

/** What is locked of a version in one language. */
export const LockedLanguage = z.strictObject({
  /** SHA-256 of the normalised source. */
  sha256: Sha256,
  /** The day on which the language was added: that of the publication, or a later one for a translation. */
  addedOn: VersionDate,
  /** SHA-256 of the PDF; null until there is one. */
  pdf: Sha256.nullable(),
  /** What each clause promises: by its id, SHA-256 of the sentence of each promise. A clause without has none in it. */
  promises: z.record(z.string(), z.record(z.string(), Sha256)),
});

export type LockedLanguage = z.infer<typeof LockedLanguage>;

/** One published version as `content/policy/versions.json` locks it. */
export const PublishedVersion = z
  .strictObject({
    /** Its name and folder, the day it takes effect. */
    date: VersionDate,
    /** 1 for the first version, without gaps. */
    sequence: z.int().min(1),
    /** The instant it takes effect: midnight of its date in the organization's time zone, in UTC. */
    effectiveAt: z.iso.datetime(),
    /** The day it was published. */
    publishedOn: VersionDate,
    kind: ChangeKind,
    state: Standing,
    summary: z.string(),
    /** The reason given for less notice than promised. */
    shortNotice: z.string().optional(),
    languages: z.partialRecord(Language, LockedLanguage),
    commitments: Commitments,
  })
  .superRefine(({ date, publishedOn, kind, state }, context) => {
    const wrong = state.is === "withdrawn" ? whyNotWithdrawn(date, publishedOn, kind, state.on) : undefined;
    if (wrong) context.addIssue({ code: "custom", path: ["state", "on"], message: wrong });
  });

/** Why a version cannot have been withdrawn on a day; undefined if it can. */
function whyNotWithdrawn(
  date: string,
  publishedOn: string,
  kind: ChangeKind,
  on: string,
): string | undefined {
  if (kind === "first") return "the first version cannot be withdrawn, because no policy would be left";
  if (on >= date) return `the version took effect on ${date} and cannot be withdrawn any more, only replaced`;
  return on < publishedOn ? `the version was published later, on ${publishedOn}` : undefined;
}

export type PublishedVersion = z.infer<typeof PublishedVersion>;

/** The lock: versions in the order in which they take effect. */
export const VersionLock = z.strictObject({ versions: z.array(PublishedVersion) });

export type VersionLock = z.infer<typeof VersionLock>;

/** Where a version stands at an instant. `draft` is a version that is not in the lock. */
export type VersionState = "draft" | "upcoming" | "in-force" | "superseded" | "withdrawn";
