import { z } from "zod";
import { Language } from "../../web/organization.ts";
import { Commitments } from "../commitments/commitments.ts";
import { ChangeKind } from "../text/front-matter.ts";

/** A version's name: the day it takes effect, `YYYY-MM-DD`. */
export const VersionDate = z.iso.date();

/** SHA-256 of a normalised source, in lower-case hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One published version as `content/policy/versions.json` locks it. */
export const PublishedVersion = z.strictObject({
  /** Its name and folder, the day it takes effect. */
  date: VersionDate,
  /** 1 for the first version, without gaps. */
  sequence: z.int().min(1),
  /** The instant it takes effect: midnight of its date in the organization's time zone, in UTC. */
  effectiveAt: z.iso.datetime(),
  /** The day it was published. */
  publishedOn: VersionDate,
  kind: ChangeKind,
  summary: z.string(),
  /** The reason given for less notice than promised. */
  shortNotice: z.string().optional(),
  /** SHA-256 of each language's normalised source. */
  languages: z.partialRecord(Language, z.strictObject({ sha256: Sha256 })),
  commitments: Commitments,
});

export type PublishedVersion = z.infer<typeof PublishedVersion>;

/** The lock, oldest version first. */
export const VersionLock = z.strictObject({ versions: z.array(PublishedVersion).min(1) });

export type VersionLock = z.infer<typeof VersionLock>;

/** Where a version stands at an instant. `draft` is a version that is not in the lock. */
export type VersionState = "draft" | "upcoming" | "in-force" | "superseded";
