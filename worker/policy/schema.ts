import { z } from "zod";

/** Languages a page or a text can be in. English is authoritative. */
export const languages = ["en", "zh", "ru"] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

/** A version's name: the day it takes effect, `YYYY-MM-DD`. */
export const VersionDate = z.iso.date("write the date as YYYY-MM-DD");

/** How long something is kept: an ISO 8601 period in one unit, or `purpose` (as long as the purpose needs). */
export const RetentionPeriod = z.union([
  z.literal("purpose"),
  z.string().regex(/^P[1-9]\d{0,3}[DMY]$/, "write a period such as P90D, P24M or P5Y, or the word purpose"),
]);
export type RetentionPeriod = z.infer<typeof RetentionPeriod>;

/** What a version commits the software to. The text prints these values and the Worker obeys them. */
export const Commitments = z.strictObject({
  /** Nobody younger, in whole years, can send a form (clause 13). */
  minimumAge: z.int().min(0).max(21),
  /** Until when a guardian confirms (clause 13). */
  guardianUntil: z.literal("majority"),
  /** Fewer visits than this are never shown as a group of their own (clause 9). */
  smallestGroup: z.int().min(2).max(100),
  /** Opt-out signals after which a visit is not counted (clause 9). */
  signals: z.array(z.enum(["gpc", "dnt"])),
  /** Days between the publication of a material change and its effect (clause 14). */
  noticeDays: z.int().min(0).max(365),
  /** Days for which a copy of erased data may persist in backups (clause 10). */
  backupDays: z.int().min(0).max(365),
  /** What data may be used for (clause 6). */
  purposes: z.array(
    z.enum(["registration", "orders", "order-status", "security", "support", "quality", "newsletter"]),
  ),
  /** How long each kind of data is kept (clause 10). */
  retention: z.strictObject({
    contact: RetentionPeriod,
    order: RetentionPeriod,
    newsletter: RetentionPeriod,
    account: RetentionPeriod,
    signIn: RetentionPeriod,
    statistics: RetentionPeriod,
    consent: RetentionPeriod,
  }),
});
export type Commitments = z.infer<typeof Commitments>;

/** What a version changes: `material` asks for agreement anew, the others do not. */
export const ChangeKind = z.enum(["material", "clarification", "correction"]);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** Front matter of `content/policy/<date>/<language>.mdx`. */
export const FrontMatter = z.strictObject({
  title: z.string().min(1).max(200),
  /** One sentence for the timeline and the feeds. */
  summary: z.string().min(1).max(200),
  kind: ChangeKind,
  /** Why a material change takes effect with less notice than the version before it promised. */
  shortNotice: z.string().min(10).max(300).optional(),
  /** False where the titles bring their own numbers, or none: the page then adds no number. */
  numbered: z.boolean().default(true),
  /** False where the text ends with its own signature: the page then adds none. */
  signed: z.boolean().default(true),
  commitments: Commitments,
});
export type FrontMatter = z.infer<typeof FrontMatter>;

/** SHA-256 of a normalised source, in lower-case hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "write 64 hexadecimal digits");

/** One published version as `content/policy/versions.json` locks it. */
export const PublishedVersion = z.strictObject({
  /** Its name and folder, the day it takes effect. */
  date: VersionDate,
  /** 1 for the first version, without gaps. */
  sequence: z.int().min(1),
  /** The instant it takes effect: midnight of its date in the organization's time zone, as UTC. */
  effectiveAt: z.iso.datetime(),
  /** The day it was published. */
  publishedOn: VersionDate,
  kind: ChangeKind,
  summary: z.string(),
  /** The reason given for less notice than was promised. */
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

/** A clause as its source declares it; `number` counts from 1 in the order of the text. */
export interface Clause {
  id: string;
  number: number;
  title: string;
}

/** A clause with its text as a reader sees it. Text outside every clause has the id `""` and the number 0. */
export interface ClauseText extends Clause {
  /** Paragraphs, subheadings, list items and table rows in their order, without marks. */
  paragraphs: string[];
}

/** A version in one language, as `policy/<date>/clauses.json` holds it. A draft has no sequence. */
export interface VersionText {
  date: string;
  language: Language;
  title: string;
  summary: string;
  kind: ChangeKind;
  /** SHA-256 of the normalised source. */
  sha256: string;
  commitments: Commitments;
  clauses: ClauseText[];
  sequence?: number;
  publishedOn?: string;
}

/** A version in one language without its text, as `policy/texts.json` lists them. */
export type VersionSummary = Required<Omit<VersionText, "clauses" | "commitments">>;

/** What the page shows that finds the version in force on a day. */
export interface LookupPage {
  /** What was asked for, as it was typed. */
  day?: string;
  problem?: "not-a-date" | "before-the-first";
}

/** `content/organization.yaml`. */
export const Organization = z.strictObject({
  name: z.string().min(1),
  director: z.string().min(1),
  /** ISO 3166-1 code of the country in which the organization is: whose law binds it first. */
  jurisdiction: z
    .string()
    .regex(/^[A-Z]{2}$/, "write the two capital letters of ISO 3166, such as CN")
    .optional(),
  languages: z.array(Language).min(1),
  timeZone: z.string().refine(isTimeZone, "name a time zone such as Asia/Shanghai"),
  /** Scheme and host under which the site is published. */
  site: z.url(),
  /** Where people write to, and where the organization gets its own mail. */
  email: z.email(),
  /** The address mail is sent from. */
  sender: z.email(),
  phone: z.string().min(5),
  /** Postal address, a line an entry. */
  address: z.array(z.string().min(1)).min(1),
  /** Within how many working days a message is answered. */
  answerDays: z.int().min(1).max(30),
  hostingRegion: z.string().min(1),
  /** Until when `/.well-known/security.txt` holds, less than a year ahead (RFC 9116, 2.5.5). */
  securityTxtExpires: z.iso.date("write the date as YYYY-MM-DD"),
  /** Which of the fields above still hold example values: shown locally, refused by `npm run deploy`. */
  placeholders: z.array(z.enum(["site", "email", "sender", "phone", "address", "hostingRegion"])),
});
export type Organization = z.infer<typeof Organization>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
