import { isRefusedBy } from "../../web/refused.ts";
import type { EngineRow } from "./rows.ts";

/** Uses a verification up. A second use of the same one fails its whole batch. */
export function useVerification(db: D1Database, id: string, expiresAt: string): D1PreparedStatement[] {
  return [
    db.prepare("insert into used_verifications (id, expires_at) values (?1, ?2)").bind(id, expiresAt),
    db.prepare("delete from verifications where id = ?1").bind(id),
  ];
}

/** Stores the proof that a link or a step needs, by the hash of its secret. */
export function insertVerification(
  db: D1Database,
  row: EngineRow,
  createdAt: string,
  expiresAt: string,
): D1PreparedStatement {
  return db
    .prepare(
      `insert into verifications (id, identifier, value, created_at, expires_at) values (?1, ?2, ?3, ?4, ?5)
       on conflict (id) do update set value = ?3, expires_at = ?5`,
    )
    .bind(row.id, row.identifier, row.value, createdAt, expiresAt);
}

/** Whether a proof has been used. */
export async function wasUsed(db: D1Database, id: string): Promise<boolean> {
  return (await db.prepare("select 1 from used_verifications where id = ?1").bind(id).first()) !== null;
}

/** Whether a batch failed because something it used up had been used up meanwhile. */
export function isSecondUse(error: unknown): boolean {
  return isRefusedBy(error, "unique", "used_verifications.id");
}

/** Whether the proof for a link or a step exists and is still valid. */
export async function hasVerification(db: D1Database, identifier: string, at: Date): Promise<boolean> {
  const row = await db
    .prepare("select 1 from verifications where identifier = ?1 and expires_at > ?2")
    .bind(identifier, at.toISOString())
    .first();
  return row !== null;
}

/** How many proofs were made for an account since an instant, as `recent`. Each is a mail. */
export function countRecentVerifications(
  db: D1Database,
  emailIndex: string,
  since: Date,
): D1PreparedStatement {
  return db
    .prepare(
      `select count(*) as recent from verifications
       where value = (select id from users where email_index = ?1) and created_at > ?2`,
    )
    .bind(emailIndex, since.toISOString());
}
