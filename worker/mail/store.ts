import type { ClaimedMail, Mail } from "./schema.ts";

interface OutboxRow {
  id: string;
  recipient: string;
  reply_to: string | null;
  subject: string;
  body_text: string;
  body_html: string;
  headers: string;
  attempts: number;
}

/** Puts a mail into the outbox; the same mail again changes nothing. */
export function queueMail(db: D1Database, mail: Mail, queuedAt: Date): D1PreparedStatement {
  return db
    .prepare(
      `insert into outbox (id, recipient, subject, body_text, body_html, headers, reply_to,
         queued_at, next_attempt_at)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
       on conflict (id) do nothing`,
    )
    .bind(
      mail.id,
      mail.to,
      mail.subject,
      mail.text,
      mail.html,
      JSON.stringify(mail.headers),
      mail.replyTo ?? null,
      queuedAt.toISOString(),
    );
}

/**
 * Takes up to `most` mails that are due and counts the try. Until `leaseEnds` no other run takes them;
 * a run that dies in between leaves them to be sent then.
 */
export async function claimDueMail(
  db: D1Database,
  at: Date,
  leaseEnds: Date,
  most: number,
): Promise<ClaimedMail[]> {
  const { results } = await db
    .prepare(
      `update outbox set attempts = attempts + 1, next_attempt_at = ?2
       where id in (select id from outbox where next_attempt_at <= ?1 order by next_attempt_at limit ?3)
       returning id, recipient, reply_to, subject, body_text, body_html, headers, attempts`,
    )
    .bind(at.toISOString(), leaseEnds.toISOString(), most)
    .all<OutboxRow>();
  return results.map((row) => ({
    id: row.id,
    to: row.recipient,
    ...(row.reply_to === null ? {} : { replyTo: row.reply_to }),
    subject: row.subject,
    text: row.body_text,
    html: row.body_html,
    headers: JSON.parse(row.headers) as Record<string, string>,
    attempt: row.attempts,
  }));
}

/** Records that a mail has left, and erases what it said and to whom. */
export async function markSent(db: D1Database, id: string, at: Date): Promise<void> {
  await db
    .prepare(
      `update outbox set sent_at = ?2, next_attempt_at = null, last_error = null, recipient = '', reply_to = null, body_text = '',
         body_html = '', headers = '{}'
       where id = ?1`,
    )
    .bind(id, at.toISOString())
    .run();
}

/** Records a failed try; without a next one the mail has failed for good and stays for staff to see. */
export async function markFailed(
  db: D1Database,
  id: string,
  at: Date,
  error: string,
  next: Date | undefined,
): Promise<void> {
  await db
    .prepare(
      "update outbox set last_error = ?3, next_attempt_at = ?4, failed_at = iif(?4 is null, ?2, null) where id = ?1",
    )
    .bind(id, at.toISOString(), error, next?.toISOString() ?? null)
    .run();
}
