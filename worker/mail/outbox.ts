import type { KeyRing, SealedTable } from "../vault/schema.ts";
import { blindIndex, emailIndex, seal, unseal } from "../vault/sealing.ts";
import type { ClaimedMail, Mail, Queueing } from "./mail.ts";
import { mailboxOf } from "./mailbox.ts";
import { refusalOf } from "./refusal.ts";
import { isToStranger } from "./stranger.ts";

export const sealedOutbox = {
  table: "outbox",
  row: "id",
  columns: ["sealed_mail", "sealed_error"],
} as const satisfies SealedTable;

interface OutboxRow {
  id: string;
  subject: string;
  sealed_mail: string;
  attempts: number;
}

/** The part of a mail that is sealed. */
type Sealed = Pick<Mail, "to" | "replyTo" | "text" | "html" | "headers" | "attachments">;

const hourMs = 60 * 60_000;

/**
 * Puts a mail into the outbox; the same mail again changes nothing. One that the mail service would refuse enters as
 * failed, for staff to see.
 */
export async function queueMail(
  db: D1Database,
  ring: KeyRing,
  mail: Mail,
  queuedAt: Date,
  queueing: Queueing = "free",
): Promise<D1PreparedStatement> {
  const { id, subject, to, replyTo, text, html, headers, attachments } = mail;
  const sealed: Sealed = {
    to,
    ...(replyTo === undefined ? {} : { replyTo }),
    text,
    html,
    headers,
    ...(attachments === undefined ? {} : { attachments }),
  };
  const refusal = refusalOf(mail);
  return db
    .prepare(
      `insert into outbox (id, subject, sealed_mail, queued_at, recipient_index, counted_index, kind, held_at,
         next_attempt_at, failed_at, sealed_error, with_submission)
       select ?1, ?2, ?3, ?4, ?5, ?11, ?12, iif(held, ?4, null), iif(held or ?9 is not null, null, ?4),
         iif(?9 is null, null, ?4), ?9, ?6 = 'held'
       from (
         select ?6 = 'held' or ?8 is not null and count(*) >= ?8 as held from (
           select 1 from outbox where counted_index = ?11 and kind = ?12 and queued_at > ?7
           limit coalesce(?8, 0)
         )
       )
       where ?10 is null or exists (select 1 from current_recipients where reference = ?10)
       on conflict (id) do nothing`,
    )
    .bind(
      id,
      subject,
      await seal(ring, place(id, "sealed_mail"), JSON.stringify(sealed)),
      queuedAt.toISOString(),
      await emailIndex(ring, mail.to),
      queueing === "held" ? queueing : "free",
      new Date(queuedAt.getTime() - hourMs).toISOString(),
      typeof queueing === "object" && "max" in queueing ? queueing.max : null,
      refusal === undefined ? null : await seal(ring, place(id, "sealed_error"), refusal),
      typeof queueing === "object" && "reader" in queueing ? queueing.reader : null,
      isToStranger(mail) ? await blindIndex(ring, "mailbox", mailboxOf(mail.to)) : null,
      isToStranger(mail) ? mail.kind : null,
    );
}

/** Releases held mail: all whose id begins with the submission's reference. */
export function releaseMail(db: D1Database, reference: string, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `update outbox set held_at = null, with_submission = 0, next_attempt_at = iif(failed_at is null, ?2, null)
       where id >= ?1 || '/' and id < ?1 || '0' and held_at is not null`,
    )
    .bind(reference, at.toISOString());
}

/** Forgets up to `max` recipients whose mail no longer counts against flooding an address. */
export function forgetRecipients(db: D1Database, at: Date, max: number): D1PreparedStatement {
  return db
    .prepare(
      `update outbox set recipient_index = null, counted_index = null where id in (
         select id from outbox
         where recipient_index is not null and queued_at <= ?1 and sent_at is not null order by queued_at limit ?2
       )`,
    )
    .bind(new Date(at.getTime() - hourMs).toISOString(), max);
}

/**
 * Takes up to `most` due mails and counts the try. No other run takes them before `leaseEnds`; if this run dies, they
 * are sent then.
 */
export async function claimDueMail(
  db: D1Database,
  at: Date,
  leaseEnds: Date,
  max: number,
): Promise<ClaimedMail[]> {
  const { results } = await db
    .prepare(
      `update outbox set attempts = attempts + 1, next_attempt_at = ?2
       where id in (select id from outbox where next_attempt_at <= ?1 order by next_attempt_at limit ?3)
       returning id, subject, sealed_mail, attempts`,
    )
    .bind(at.toISOString(), leaseEnds.toISOString(), max)
    .all<OutboxRow>();
  return results.map(({ id, subject, sealed_mail, attempts }) => {
    return { id, subject, sealed: sealed_mail, attempt: attempts };
  });
}

/** Opens a mail to send it. One that does not open throws alone and holds up no other. */
export async function openMail(ring: KeyRing, { id, subject, sealed }: ClaimedMail): Promise<Mail> {
  const opened = await unseal(ring, place(id, "sealed_mail"), sealed);
  return { id, subject, ...(JSON.parse(opened) as Sealed) };
}

/** Records a failed try, unless the mail was taken back meanwhile. Without a next try it has failed for good. */
export async function markFailed(
  db: D1Database,
  ring: KeyRing,
  id: string,
  at: Date,
  error: string,
  next: Date | undefined,
  isSuppressed = false,
): Promise<void> {
  await db
    .prepare(
      `update outbox set sealed_error = ?3, next_attempt_at = ?4, failed_at = iif(?4 is null, ?2, null), suppressed = ?5
       where id = ?1 and sent_at is null and dropped_at is null`,
    )
    .bind(
      id,
      at.toISOString(),
      await seal(ring, place(id, "sealed_error"), error),
      next?.toISOString() ?? null,
      Number(isSuppressed),
    )
    .run();
}

function place(row: string, column: (typeof sealedOutbox.columns)[number]) {
  return { table: sealedOutbox.table, column, row };
}

/**
 * Erases all mail to an address, found by its index in the row or the id, and all mail about what it sent. Call it
 * before erasing that.
 */
export function deleteMailOf(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `delete from outbox where recipient_index = ?1 or substr(id, -43) = ?1 or id in (
         select o.id from (select reference from submissions_by_email where email_index = ?1) s
         cross join json_each('["", "withdrawn/"]') about
         cross join outbox o on o.id >= about.value || s.reference || '/' and o.id < about.value || s.reference || '0'
       )`,
    )
    .bind(emailIndex);
}

/** Counts mail queued to one address up to an instant as mail to another, to which its owner moved. */
export function moveMail(db: D1Database, from: string, to: string, until: string): D1PreparedStatement {
  return db
    .prepare(
      "update outbox set recipient_index = ?2, counted_index = null where recipient_index = ?1 and queued_at <= ?3",
    )
    .bind(from, to, until);
}

/** Erases all mail with this id, or with an id that begins with it and a slash. */
export function deleteMailAbout(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("delete from outbox where id = ?1 or id >= ?1 || '/' and id < ?1 || '0'").bind(id);
}
