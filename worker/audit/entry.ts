/** What staff do with personal data. */
export const actions = [
  "opened",
  "changed",
  "answered",
  "released",
  "erased",
  "searched",
  "mail-again",
  "mail-dropped",
  "newsletter-sent",
] as const;

export type Action = (typeof actions)[number];

/** Something that is about to be done. */
export interface Deed {
  /** User id of who does it. */
  actor: string;
  action: Action;
  /** Reference of what it is done to. */
  subject: string;
  at: Date;
}

/** An entry of the log as the database has it. */
export interface AuditEntry {
  sequence: number;
  /** ISO 8601, as it is hashed. */
  at: string;
  actor: string;
  action: Action;
  subject: string;
  /** Hash of the entry before; empty for the first. */
  previous: string;
  hash: string;
}

/** The last entry, which the next one goes on from. */
export type Tip = Pick<AuditEntry, "sequence" | "hash">;

/** What going through the whole log has found. */
export interface CheckedLog {
  entries: number;
  /** Hash of the last entry that fits. */
  tip: string;
  /** The first entry that does not fit to the one before. */
  brokenAt?: number;
}

/** A page of the log for the owner. */
export interface AuditPage {
  entries: readonly AuditEntry[];
  page: number;
  hasMore: boolean;
  checked?: CheckedLog;
}
