import type { Language, Organization } from "../web/organization.ts";

/** A mail as the outbox holds it. Only bodies contain what people typed; subjects are ours. */
export interface Mail {
  /** The same id means the same mail, which is queued once. */
  id: string;
  to: string;
  /** Where an answer goes, if not to the sender. */
  replyTo?: string;
  subject: string;
  text: string;
  html: string;
  headers: Readonly<Record<string, string>>;
  attachments?: readonly Attachment[];
}

/** A file that comes with a mail. */
export interface Attachment {
  filename: string;
  /** Its MIME type. */
  type: string;
  /** What is in it, as text. */
  content: string;
}

/** A mail that a delivery run has taken out of the queue, still sealed. */
export interface ClaimedMail extends Pick<Mail, "id" | "subject"> {
  sealed: string;
  /** Which try this is, counted from 1. */
  attempt: number;
}

/** A mail that the service has taken, and when: ISO 8601 in UTC. */
export interface SentMail extends Pick<Mail, "id"> {
  at: string;
}

/** A mail's content before it is laid out. */
export interface Letter {
  language: string;
  /** The only heading, which is also the subject. */
  heading: string;
  paragraphs: readonly string[];
  /** What follows them and was written in Markdown. */
  markdown?: string;
  /** What somebody typed, quoted verbatim. */
  quote?: string;
  /** What the recipient wrote before, quoted at the end, and the words before it. */
  original?: { said: string; words: string };
  /** Why the recipient gets this mail. */
  reason: string;
  /** What stands below the reason, a line each: the way out of a list, who publishes it. */
  ending?: readonly string[];
}

/** What a mail about a submission needs besides what was typed. */
export interface MailContext {
  organization: Organization;
  /** Public origin of the site, for links. */
  origin: string;
  language: Language;
  reference: string;
  policyVersion: string;
}

/** What a mail needs that leads its recipient to what was typed. */
export interface CopyContext extends MailContext {
  /** The address at which it can be read. */
  written: string;
  /** How it reached the staff who entered it; absent where its sender used a form. */
  channel?: "phone" | "email";
}

/**
 * How a mail enters the outbox. `free` leaves as soon as it can; `held` waits for staff. With a `reader` it leaves too,
 * but does not enter if that newsletter subscription or account has ended meanwhile. With a `max` it waits for staff once
 * so much of its kind was queued for its mailbox within an hour.
 */
export type Queueing = "free" | "held" | { reader: string } | { max: number };

/** What letters about an account need. */
export interface LetterContext {
  organization: Organization;
  /** Public origin of the site, for links. */
  origin: string;
  language: Language;
}
