import type { Watcher } from "../../submissions/newsletter/watchers.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { unseal } from "../../vault/sealing.ts";
import type { Language } from "../../web/organization.ts";

interface UserRow {
  id: string;
  email_index: string;
  sealed_email: string;
  language: Language;
  created_at: string;
  is_told: number;
}

/** People with a confirmed account to whom no version up to this one was announced yet. */
export async function accountsToTell(
  db: D1Database,
  ring: KeyRing,
  sequence: number,
  max: number,
): Promise<Watcher[]> {
  const { results } = await db
    .prepare(
      `select id, email_index, sealed_email, language, created_at,
         exists (select 1 from newsletter_subscriptions s
           where s.email_index = users.email_index and s.announced >= ?1) as is_told
       from users
       where email_verified = 1 and announced < ?1 order by announced, id limit ?2`,
    )
    .bind(sequence, max)
    .all<UserRow>();
  return results.map((row) => asRecipient(ring, row));
}

/**
 * People with a confirmed account to whom a version was announced last. Whoever heard otherwise that it was withdrawn has
 * a mail whose id begins with `mail`.
 */
export async function accountsTold(
  db: D1Database,
  ring: KeyRing,
  sequence: number,
  mail: string,
  max: number,
): Promise<Watcher[]> {
  const { results } = await db
    .prepare(
      `select id, email_index, sealed_email, language, created_at,
         exists (select 1 from outbox o where o.id = ?2 || users.email_index) as is_told
       from users
       where email_verified = 1 and announced = ?1 order by id limit ?3`,
    )
    .bind(sequence, mail, max)
    .all<UserRow>();
  return results.map((row) => asRecipient(ring, row));
}

/**
 * Notes the last version that was announced to these people; the same again changes nothing.
 * @param recalled a later one that was withdrawn, in whose place it comes
 */
export function markAccounts(
  db: D1Database,
  ids: readonly string[],
  sequence: number,
  recalled = sequence,
): D1PreparedStatement {
  return db
    .prepare(
      `update users set announced = ?2
       where id in (select value from json_each(?1)) and (announced < ?2 or announced = ?3)`,
    )
    .bind(JSON.stringify(ids), sequence, recalled);
}

/** Notes of a version whose announcement nobody can have read that it was not announced. */
export function unmarkUnreadAccounts(
  db: D1Database,
  date: string,
  sequence: number,
  before: number,
): D1PreparedStatement {
  return db
    .prepare(
      `update users set announced = ?3
       where email_verified = 1 and announced = ?2 and email_index in (select email_index from unread_announcements where date = ?1)`,
    )
    .bind(date, sequence, before);
}

function asRecipient(
  ring: KeyRing,
  { id, email_index, sealed_email, language, created_at, is_told }: UserRow,
): Watcher {
  return {
    id,
    emailIndex: email_index,
    language,
    since: new Date(created_at),
    isTold: is_told === 1,
    open: () => unseal(ring, { table: "users", column: "sealed_email", row: id }, sealed_email),
  };
}
