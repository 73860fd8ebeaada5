import type { Language } from "../policy/schema.ts";

/** One event of a person's agreement to one purpose. */
export interface ConsentRecord {
  id: string;
  /** What the consent belongs to: the reference of a submission. */
  subject: string;
  event: "given" | "withdrawn";
  purpose: string;
  /** The form through which it was given. */
  form: string;
  /** The text that was shown: version, SHA-256 of its source, language. */
  policyVersion: string;
  policyHash: string;
  policyLanguage: Language;
  /** SHA-256 of the words beside the box. */
  labelHash: string;
  recordedAt: Date;
}
