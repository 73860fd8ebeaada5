import type { Watcher } from "../../submissions/newsletter/watchers.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { unseal } from "../../vault/sealing.ts";
import type { Language } from "../../web/organization.ts";

interface UserRow {
  id: string;
  email_index: string;
  sealed_email: string;
  language: Language;
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
      `select id, email_index, sealed_email, language,
         exists (select 1 from newsletter_subscriptions s
           where s.email_index = users.email_index and s.announced >= ?1) as is_told
       from users
       where email_verified = 1 and announced < ?1 order by announced, id limit ?2`,
    )
    .bind(sequence, max)
    .all<UserRow>();
  return results.map(({ id, email_index, sealed_email, language, is_told }) => ({
    id,
    emailIndex: email_index,
    language,
    isTold: is_told === 1,
    open: () => unseal(ring, { table: "users", column: "sealed_email", row: id }, sealed_email),
  }));
}

/** Notes that a version was announced to these people; the same again changes nothing. */
export function markTold(db: D1Database, ids: readonly string[], sequence: number): D1PreparedStatement {
  return db
    .prepare(
      `update users set announced = ?2
       where id in (select value from json_each(?1)) and announced < ?2`,
    )
    .bind(JSON.stringify(ids), sequence);
}
