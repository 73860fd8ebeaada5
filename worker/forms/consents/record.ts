import type { Language } from "../../web/organization.ts";

/** Which fields a record has. Raise it when they change. */
export const recordSchema = "kept-consent-1";

/**
 * What is done with the data, in terms of DPV (https://w3id.org/dpv). Nothing is passed on (clause 7). The legal basis
 * of every record is the consent itself.
 */
export const processing = ["dpv:Collect", "dpv:Store", "dpv:Use", "dpv:Erase"] as const;

export const legalBasis = "dpv:Consent";

/** Purposes to which somebody agrees only by using a mailed link, and which a link in every mail ends. */
export const purposesByMail: readonly string[] = ["newsletter", "policy-changes"];

/** How staff heard what they enter for somebody. */
export const spokenChannels = ["phone", "email"] as const;

/** Something that reached staff by phone or email, and that one of them enters. */
export interface Entered {
  channel: (typeof spokenChannels)[number];
  /** When it was said, or the email was written. */
  saidAt: Date;
  /** User id of whoever enters it. */
  by: string;
}

/** One event of a person's agreement to one purpose: a record of ISO/IEC TS 27560. */
export interface ConsentRecord {
  /** The same id means the same event. */
  id: string;
  schema: string;
  /** What the consent belongs to, naming nobody: a submission's reference or an account's id. */
  subject: string;
  /** Who processes the data: the organization's name. */
  controller: string;
  /**
   * `asked` waits for the mailed link to be used, which adds `given`. `refused` says no to a newer version of the policy;
   * what was given before stays.
   */
  event: "asked" | "given" | "refused" | "withdrawn";
  purpose: string;
  legalBasis: string;
  processing: readonly string[];
  /** Kinds of data that were actually filled in for this purpose, each once. */
  dataCategories: readonly string[];
  /**
   * The form in which it was given; `phone` or `email` where staff entered it. For a withdrawal, how it came:
   * `data-request`, `unsubscribe`, `account`, `not-confirmed` where nobody used the mailed link, or `from-child` where
   * staff found that a child had sent it.
   */
  method: string;
  /** The text that was shown: version, SHA-256 of its source, language. */
  policyVersion: string;
  policyHash: string;
  policyLanguage: Language;
  /** SHA-256 of the words beside the box. */
  labelHash: string;
  /** Those words, where known. Each wording is stored once. */
  words?: string;
  /** ISO 3166 code of the controller's country, where the organization names it. */
  jurisdiction?: string;
  /** Where it can be withdrawn: a path of this site. That of a purpose by mail still lacks its token. */
  withdrawal: string;
  recordedAt: Date;
  /** When somebody agreed on the phone or wrote the email, where staff entered it. */
  saidAt?: Date;
  /** User id of the staff who entered it. It stays in the row: a copy of somebody's data names no staff. */
  enteredBy?: string;
  /** Until then the database refuses to delete the record. Absent while there is no end date. */
  keptUntil?: Date;
}

/** Somebody takes back what they agreed to. */
export interface Withdrawal {
  subject: string;
  purpose: string;
  /** How it came. */
  method: string;
  recordedAt: Date;
  /** When the period for consents of the version in force ends. */
  keptUntil: Date | undefined;
}

/**
 * Events whose proof is not over. Older ones are there only until the next sweep, or because a hold keeps them, which may
 * be silent.
 * @param events of one or more subjects, oldest first
 */
export function withinProof(events: readonly ConsentRecord[], at: Date): ConsentRecord[] {
  const last = new Map(events.map((event) => [`${event.subject}/${event.purpose}`, event]));
  return events.filter(({ subject, purpose }) => {
    const end = last.get(`${subject}/${purpose}`);
    return end?.event !== "withdrawn" || end.keptUntil === undefined || end.keptUntil > at;
  });
}
