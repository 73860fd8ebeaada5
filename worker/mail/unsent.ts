/** Makes a failed or held mail due, as if it had never been tried. Leaves any other as it is. */
export function retryMail(db: D1Database, id: string, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `update outbox set attempts = 0, next_attempt_at = ?2, failed_at = null, held_at = null, suppressed = 0
       where id in (select id from unsent_mail where id = ?1 and state in ('failed', 'suppressed', 'held'))`,
    )
    .bind(id, at.toISOString());
}

/** Gives up a failed or held mail, and erases its words and recipient. Leaves any other as it is. */
export function dropMail(db: D1Database, id: string, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `update outbox set dropped_at = ?2, failed_at = coalesce(failed_at, ?2), held_at = null,
         sealed_mail = null, sealed_error = null, recipient_index = null, counted_index = null
       where id in (select id from unsent_mail where id = ?1 and state in ('failed', 'suppressed', 'held'))`,
    )
    .bind(id, at.toISOString());
}

/**
 * Takes back mail to an address that has not left, if its id begins with `kind` and a slash: erases its words and
 * recipient. The row stays, so the same mail is never queued again.
 */
export function cancelMail(
  db: D1Database,
  kind: string,
  recipientIndex: string,
  at: Date,
): D1PreparedStatement {
  return db
    .prepare(
      `update outbox set dropped_at = ?3, next_attempt_at = null, held_at = null, sealed_mail = null,
         sealed_error = null, recipient_index = null, counted_index = null
       where recipient_index = ?2 and id >= ?1 || '/' and id < ?1 || '0'
         and sent_at is null and dropped_at is null`,
    )
    .bind(kind, recipientIndex, at.toISOString());
}

/** Holds for staff all mail that waits, because a restored database does not know what has left since its copy. */
export function holdWaitingMail(db: D1Database, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `update outbox set held_at = ?1, next_attempt_at = null
       where id in (select id from unsent_mail where state = 'waiting')`,
    )
    .bind(at.toISOString());
}

/**
 * Takes back the mail about a submission, or about a version (`policy/<date>`), that has not left, except what asks to
 * confirm a submission's newsletter. The rows stay, so the same mail is never queued again.
 */
export function cancelMailAbout(db: D1Database, reference: string, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `update outbox set dropped_at = ?2, next_attempt_at = null, held_at = null, sealed_mail = null,
         sealed_error = null, recipient_index = null, counted_index = null
       where id >= ?1 || '/' and id < ?1 || '0' and id <> ?1 || '/newsletter'
         and sent_at is null and dropped_at is null`,
    )
    .bind(reference, at.toISOString());
}

/** A mail that failed for good, sealed as long as nobody gave it up. */
export interface FailedRow {
  id: string;
  subject: string;
  sealed_mail: string | null;
  failed_at: string;
}

/** Mail that failed for good and is still kept, whose id begins with this and a slash. Failed mail is few: its index is read. */
export function selectFailedUnder(db: D1Database, begin: string, max: number): D1PreparedStatement {
  return db
    .prepare(
      `select id, subject, sealed_mail, failed_at from outbox
       where state in ('failed', 'suppressed') and +id >= ?1 || '/' and +id < ?1 || '0' order by since, id limit ?2`,
    )
    .bind(begin, max);
}
