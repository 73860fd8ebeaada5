import type { Language } from "../../web/organization.ts";

/** Which fields a record has: raised when they change. */
export const recordSchema = "kept-consent-1";

/**
 * What is done with the data, in the words of DPV (https://w3id.org/dpv); nothing is passed on (clause 7).
 * The legal basis of every record is the consent itself.
 */
export const processing = ["dpv:Collect", "dpv:Store", "dpv:Use", "dpv:Erase"] as const;

export const legalBasis = "dpv:Consent";

/** One event of a person's agreement to one purpose: a record of ISO/IEC TS 27560. */
export interface ConsentRecord {
  /** The same id again is the same event. */
  id: string;
  schema: string;
  /** What the consent belongs to, without naming anybody: the reference of a submission, the id of an account. */
  subject: string;
  /** Who processes the data: the organization's name. */
  controller: string;
  event: "given" | "withdrawn";
  purpose: string;
  legalBasis: string;
  processing: readonly string[];
  /** Kinds of what was really filled in for this purpose, each once. */
  dataCategories: readonly string[];
  /**
   * The form in which it was given; of a withdrawal the way it came: `data-request`, `unsubscribe`, `account`, or
   * `not-confirmed` where nobody used the mailed link.
   */
  method: string;
  /** The text that was shown: version, SHA-256 of its source, language. */
  policyVersion: string;
  policyHash: string;
  policyLanguage: Language;
  /** SHA-256 of the words beside the box. */
  labelHash: string;
  /** Those words, where they are known; they are kept once for each wording. */
  words?: string;
  /** ISO 3166 code of the country in which the controller is, where the organization names it. */
  jurisdiction?: string;
  /** Where it can be withdrawn: a path of this site. */
  withdrawal: string;
  recordedAt: Date;
  /** The database refuses to delete the record before; without it there is no end date yet. */
  keptUntil?: Date;
}

/** Somebody takes back what they agreed to. */
export interface Withdrawal {
  subject: string;
  purpose: string;
  /** The way it came. */
  method: string;
  recordedAt: Date;
  /** End of the period for consents that the version in force commits to. */
  keptUntil: Date | undefined;
}
