/** Makes a mail due that failed or is held, as if it had never been tried. Any other stays as it is. */
export function retryMail(db: D1Database, id: string, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `update outbox set attempts = 0, next_attempt_at = ?2, failed_at = null, held_at = null
       where id in (select id from unsent_mail where id = ?1 and state in ('failed', 'held'))`,
    )
    .bind(id, at.toISOString());
}

/** Gives a mail up that failed or is held, and erases what it said and to whom. Any other stays as it is. */
export function dropMail(db: D1Database, id: string, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `update outbox set dropped_at = ?2, failed_at = coalesce(failed_at, ?2), held_at = null,
         sealed_mail = null, sealed_error = null, recipient_index = null
       where id in (select id from unsent_mail where id = ?1 and state in ('failed', 'held'))`,
    )
    .bind(id, at.toISOString());
}

/**
 * Takes back mail to an address that has not left yet, all whose id begins with `kind` and a slash: what it said and to
 * whom is erased. That there was such a mail stays, so that the same one is never queued again.
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
         sealed_error = null, recipient_index = null
       where recipient_index = ?2 and id >= ?1 || '/' and id < ?1 || '0'
         and sent_at is null and dropped_at is null`,
    )
    .bind(kind, recipientIndex, at.toISOString());
}
