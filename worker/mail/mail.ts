import type { Language, Organization } from "../web/organization.ts";

/** A mail as the outbox holds it. Only bodies carry what people typed; a subject is ours. */
export interface Mail {
  /** The same id again is the same mail: it is queued once. */
  id: string;
  to: string;
  /** Whom an answer goes to, where that is not the sender. */
  replyTo?: string;
  subject: string;
  text: string;
  html: string;
  headers: Readonly<Record<string, string>>;
}

/** A mail that a delivery run has taken out of the queue, still sealed. */
export interface ClaimedMail extends Pick<Mail, "id" | "subject"> {
  sealed: string;
  /** Which try this is, from 1. */
  attempt: number;
}

/** A mail's content before it is laid out. */
export interface Letter {
  language: string;
  /** One heading, which is the subject too. */
  heading: string;
  paragraphs: readonly string[];
  /** What somebody typed, quoted as it is. */
  quote?: string;
  /** Why the recipient gets this mail. */
  reason: string;
}

/** What a mail about a submission needs to know besides what was typed. */
export interface MailContext {
  organization: Organization;
  /** Public origin of the site, for links. */
  origin: string;
  language: Language;
  reference: string;
  policyVersion: string;
}

/**
 * How a mail enters the outbox: `free` leaves whenever it can, `limited` waits for staff when its recipient got too
 * many, `held` waits for staff in any case; with a `reader` it leaves too, but does not enter when that subscription of
 * the newsletter has ended meanwhile.
 */
export type Queueing = "free" | "limited" | "held" | { reader: string };

/** What the letters about an account need to know. */
export interface LetterContext {
  organization: Organization;
  /** Public origin of the site, for links. */
  origin: string;
  language: Language;
}
