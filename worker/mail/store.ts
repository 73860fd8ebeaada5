import { seal, unseal } from "../vault/core.ts";
import type { KeyRing, SealedTable } from "../vault/schema.ts";
import type { ClaimedMail, Mail } from "./schema.ts";

/** What of the outbox is sealed. */
export const sealedMail: SealedTable = {
  table: "outbox",
  row: "id",
  columns: ["sealed_mail", "sealed_error"],
};

interface OutboxRow {
  id: string;
  subject: string;
  sealed_mail: string;
  attempts: number;
}

/** The part of a mail that is sealed. */
type Sealed = Pick<Mail, "to" | "replyTo" | "text" | "html" | "headers">;

/** Puts a mail into the outbox; the same mail again changes nothing. */
export async function queueMail(
  db: D1Database,
  ring: KeyRing,
  mail: Mail,
  queuedAt: Date,
): Promise<D1PreparedStatement> {
  const { id, subject, ...rest } = mail;
  return db
    .prepare(
      `insert into outbox (id, subject, sealed_mail, queued_at, next_attempt_at)
       values (?1, ?2, ?3, ?4, ?4)
       on conflict (id) do nothing`,
    )
    .bind(
      id,
      subject,
      await seal(ring, place(id, "sealed_mail"), JSON.stringify(rest satisfies Sealed)),
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
       returning id, subject, sealed_mail, attempts`,
    )
    .bind(at.toISOString(), leaseEnds.toISOString(), most)
    .all<OutboxRow>();
  return results.map(({ id, subject, sealed_mail, attempts }) => {
    return { id, subject, sealed: sealed_mail, attempt: attempts };
  });
}

/** Opens a mail to send it. One that does not open throws by itself and holds up no other. */
export async function openMail(ring: KeyRing, { id, subject, sealed }: ClaimedMail): Promise<Mail> {
  const opened = await unseal(ring, place(id, "sealed_mail"), sealed);
  return { id, subject, ...(JSON.parse(opened) as Sealed) };
}

/** Records that a mail has left, and erases what it said and to whom. */
export async function markSent(db: D1Database, id: string, at: Date): Promise<void> {
  await db
    .prepare(
      `update outbox set sent_at = ?2, next_attempt_at = null, sealed_mail = null, sealed_error = null
       where id = ?1`,
    )
    .bind(id, at.toISOString())
    .run();
}

/** Records a failed try; without a next one the mail has failed for good and stays for staff to see. */
export async function markFailed(
  db: D1Database,
  ring: KeyRing,
  id: string,
  at: Date,
  error: string,
  next: Date | undefined,
): Promise<void> {
  await db
    .prepare(
      `update outbox set sealed_error = ?3, next_attempt_at = ?4, failed_at = iif(?4 is null, ?2, null)
       where id = ?1 and sent_at is null`,
    )
    .bind(
      id,
      at.toISOString(),
      await seal(ring, place(id, "sealed_error"), error),
      next?.toISOString() ?? null,
    )
    .run();
}

function place(row: string, column: (typeof sealedMail.columns)[number]) {
  return { table: sealedMail.table, column, row };
}
