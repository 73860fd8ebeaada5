import type { KeyRing } from "../../vault/schema.ts";
import { unseal } from "../../vault/sealing.ts";
import type { Language } from "../../web/organization.ts";

/** Somebody who has to be told of a version, still sealed. */
export interface Recipient {
  id: string;
  emailIndex: string;
  language: Language;
  open: () => Promise<string>;
}

interface UserRow {
  id: string;
  email_index: string;
  sealed_email: string;
  language: Language;
}

/** People with a confirmed account to whom no version up to this one was announced yet. */
export async function accountsToTell(
  db: D1Database,
  ring: KeyRing,
  sequence: number,
  max: number,
): Promise<Recipient[]> {
  const { results } = await db
    .prepare(
      `select id, email_index, sealed_email, language from users
       where email_verified = 1 and announced < ?1 order by announced, id limit ?2`,
    )
    .bind(sequence, max)
    .all<UserRow>();
  return results.map(({ id, email_index, sealed_email, language }) => ({
    id,
    emailIndex: email_index,
    language,
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
