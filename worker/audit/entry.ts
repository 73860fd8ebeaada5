import type { CheckedRecords } from "./records.ts";

/** What staff do with personal data. */
export const actions = [
  "opened",
  "listed",
  "changed",
  "answered",
  "released",
  "erased",
  "erased-child",
  "consent-withdrawn",
  "searched",
  "noted",
  "assigned",
  "offered",
  "reopened",
  "held",
  "entered",
  "suspended",
  "unsuspended",
  "request-step",
  "exported",
  "list-exported",
  "corrected",
  "mail-again",
  "mail-dropped",
  "newsletter-sent",
  "newsletter-paused",
  "newsletter-resumed",
  "disclosure-proposed",
  "disclosure-approved",
  "disclosure-refused",
  "disclosure-exported",
  "disclosure-withheld",
  "disclosure-told",
  "hold-reviewed",
  "hold-released",
  "act-opened",
  "invited",
  "made-analyst",
  "made-manager",
  "made-editor",
  "made-owner",
  "role-removed",
] as const;

export type Action = (typeof actions)[number];

/** An action about to be taken. */
export interface Deed {
  /** User id of whoever takes it. */
  actor: string;
  action: Action;
  /** Reference of what it concerns. */
  subject: string;
  at: Date;
}

/** An entry of the log, as stored. */
export interface AuditEntry {
  sequence: number;
  /** ISO 8601, as it is hashed. */
  at: string;
  actor: string;
  action: Action;
  subject: string;
  /** Hash of the previous entry; empty for the first. */
  previous: string;
  hash: string;
}

/** The last entry, which the next one follows. */
export type Tip = Pick<AuditEntry, "sequence" | "hash">;

/** The result of checking the whole log. */
export interface CheckedLog {
  entries: number;
  /** Hash of the last entry that fits. */
  tip: string;
  /** The first entry that does not fit the one before. */
  brokenAt?: number;
  /**
   * What is wrong there: it was altered or put there, it is missing, or the log was longer when its end was noted
   * outside of the database.
   */
  fault?: "changed" | "missing" | "cut";
}

/** Which entries are asked for; all without it. Days are the organization's, the last one included. */
export interface AuditQuery {
  actor?: string | undefined;
  action?: Action | undefined;
  subject?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Only entries before this one. */
  before?: number | undefined;
  /** Where in the list, from 1, that entry stood. */
  place?: number | undefined;
}

/** By number, what entries are about that still stands: its page, and what an issue of the newsletter is called. */
export type AuditSubjects = Readonly<
  Record<string, { page: string; issue?: { title: string; day: string } }>
>;

/** A page of the log for the owner. */
export interface AuditPage {
  entries: readonly AuditEntry[];
  query: AuditQuery;
  hasMore: boolean;
  /** Names by user id, also of those who have left. */
  names: Readonly<Record<string, string>>;
  subjects: AuditSubjects;
  checked?: undefined | { log: CheckedLog; records: readonly CheckedRecords[] };
}
