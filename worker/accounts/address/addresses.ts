import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { emailIndex, seal } from "../../vault/sealing.ts";

export const sealedAddresses: SealedTable = {
  table: "waiting_addresses",
  row: "id",
  columns: ["sealed_email"],
};

/** A new address whose link has not been used yet. */
export interface WaitingAddress {
  id: string;
  user_id: string;
  sealed_email: string;
  expires_at: string;
  /** Blind index of the account's current address. */
  email_index: string;
}

/** Stores a new address until its link is used. Replaces one that waited before. */
export async function insertWaitingAddress(
  db: D1Database,
  ring: KeyRing,
  id: string,
  userId: string,
  email: string,
  expiresAt: Date,
): Promise<D1PreparedStatement[]> {
  const sealed = await seal(ring, { table: "waiting_addresses", column: "sealed_email", row: id }, email);
  return [
    deleteWaitingAddress(db, userId),
    db
      .prepare(
        "insert into waiting_addresses (id, user_id, sealed_email, expires_at) values (?1, ?2, ?3, ?4)",
      )
      .bind(id, userId, sealed, expiresAt.toISOString()),
  ];
}

/** The new address behind a link's hash, with the blind index of the current one, while the link works. */
export async function findWaitingAddress(
  db: D1Database,
  id: string,
  at: Date,
): Promise<WaitingAddress | undefined> {
  const row = await db
    .prepare(
      `select w.*, u.email_index from waiting_addresses w join users u on u.id = w.user_id
       where w.id = ?1 and w.expires_at > ?2`,
    )
    .bind(id, at.toISOString())
    .first<WaitingAddress>();
  return row ?? undefined;
}

/** Forgets the address that waits for an account. */
export function deleteWaitingAddress(db: D1Database, userId: string): D1PreparedStatement {
  return db.prepare("delete from waiting_addresses where user_id = ?1").bind(userId);
}

/** Whether an address has an account that somebody has confirmed. */
export async function isTaken(db: D1Database, index: string): Promise<boolean> {
  const confirmed = db.prepare("select 1 from users where email_index = ?1 and email_verified = 1");
  return (await confirmed.bind(index).first()) !== null;
}

/** Makes the confirmed address the account's. The batch fails if another account has taken it meanwhile. */
export async function updateAddress(
  db: D1Database,
  ring: KeyRing,
  userId: string,
  email: string,
  at: Date,
): Promise<D1PreparedStatement> {
  return db
    .prepare("update users set email_index = ?2, sealed_email = ?3, updated_at = ?4 where id = ?1")
    .bind(
      userId,
      await emailIndex(ring, email),
      await seal(ring, { table: "users", column: "sealed_email", row: userId }, email),
      at.toISOString(),
    );
}

/** Remembers the address that an account leaves, by its blind index. */
export function insertFormerAddress(
  db: D1Database,
  userId: string,
  index: string,
  leftAt: Date,
): D1PreparedStatement {
  return db
    .prepare(
      `insert into former_addresses (user_id, email_index, left_at) values (?1, ?2, ?3)
       on conflict (user_id, email_index) do update set left_at = ?3`,
    )
    .bind(userId, index, leftAt.toISOString());
}

/** The addresses that an account had before. Read them with `formerAddressesIn`. */
export function selectFormerAddresses(db: D1Database, userId: string): D1PreparedStatement {
  return db
    .prepare(
      `select email_index as emailIndex, left_at as leftAt from former_addresses
       where user_id = ?1 order by left_at`,
    )
    .bind(userId);
}

/** The result of `selectFormerAddresses`. */
export function formerAddressesIn(result: D1Result | undefined): { emailIndex: string; leftAt: string }[] {
  return (result?.results ?? []) as unknown as { emailIndex: string; leftAt: string }[];
}
