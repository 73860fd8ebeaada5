import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { emailIndex, seal, sealColumns } from "../../vault/sealing.ts";
import { hashOf } from "../../web/sha256.ts";
import { emailOf } from "./engine-address.ts";
import type { EngineRow, Whose } from "./rows.ts";

export const sealedUsers: SealedTable = {
  table: "users",
  row: "id",
  columns: ["sealed_email", "sealed_name", "sealed_phone", "sealed_phone_international", "sealed_address"],
};

export const sealedTwoFactors: SealedTable = {
  table: "two_factors",
  row: "id",
  columns: ["sealed_secret", "sealed_recovery_codes"],
};

/** The statements that load one person's rows in one round trip. `snapshotOf` reads their results. */
export function loading(db: D1Database, whose: Whose): D1PreparedStatement[] {
  const { kind, handles } = handlesOf(whose);
  const listed = JSON.stringify(handles);
  return [
    db.prepare(
      `select * from users where id in
         (select user_id from user_handles where kind = ?1 and handle in (select value from json_each(?2)))`,
    ),
    db.prepare(
      `select * from credentials where user_id in
         (select user_id from user_handles where kind = ?1 and handle in (select value from json_each(?2)))`,
    ),
    db.prepare(
      `select * from sessions where user_id in
         (select user_id from user_handles where kind = ?1 and handle in (select value from json_each(?2)))`,
    ),
    db.prepare(
      `select * from verifications where ?1 = 'proof' and identifier in (select value from json_each(?2))`,
    ),
    db.prepare(
      `select * from two_factors where user_id in
         (select user_id from user_handles where kind = ?1 and handle in (select value from json_each(?2)))`,
    ),
  ].map((statement) => statement.bind(kind, listed));
}

function handlesOf(whose: Whose): { kind: string; handles: readonly string[] } {
  if ("emailIndex" in whose) return { kind: "email", handles: [whose.emailIndex] };
  if ("userId" in whose) return { kind: "id", handles: [whose.userId] };
  if ("tokenHash" in whose) return { kind: "token", handles: [whose.tokenHash] };
  return { kind: "proof", handles: whose.identifiers };
}

/** Adds an account. An unconfirmed one at the same address gives way, so that no stranger can keep the address. */
export async function insertUser(
  db: D1Database,
  ring: KeyRing,
  row: EngineRow,
  at: string,
): Promise<D1PreparedStatement[]> {
  const index = await emailIndex(ring, emailOf(row));
  const sealed = (column: string, text: unknown) =>
    seal(ring, { table: "users", column, row: row.id }, String(text));
  return [
    deleteUnconfirmed(db, index),
    db
      .prepare(
        `insert into users (id, email_index, sealed_email, sealed_name, email_verified, two_factor_enabled,
           created_at, updated_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)`,
      )
      .bind(
        row.id,
        index,
        await sealed("sealed_email", emailOf(row)),
        await sealed("sealed_name", row.name),
        row.emailVerified ? 1 : 0,
        row.twoFactorEnabled ? 1 : 0,
        at,
      ),
  ];
}

/** Stores what the engine changes of an existing account. */
export function updateUser(db: D1Database, row: EngineRow, at: string): D1PreparedStatement {
  return db
    .prepare("update users set email_verified = ?2, two_factor_enabled = ?3, updated_at = ?4 where id = ?1")
    .bind(row.id, row.emailVerified ? 1 : 0, row.twoFactorEnabled ? 1 : 0, at);
}

/** Deletes the unconfirmed account of an address. */
export function deleteUnconfirmed(db: D1Database, index: string): D1PreparedStatement {
  return db.prepare("delete from users where email_index = ?1 and email_verified = 0").bind(index);
}

/** Stores the hash of a password. */
export function putCredential(db: D1Database, row: EngineRow, at: string): D1PreparedStatement {
  return db
    .prepare(
      `insert into credentials (id, user_id, password, created_at, updated_at) values (?1, ?2, ?3, ?4, ?4)
       on conflict (id) do update set password = ?3, updated_at = ?4`,
    )
    .bind(row.id, row.userId, row.password, at);
}

/** Stores a session by the hash of its token. */
export async function insertSession(
  db: D1Database,
  row: EngineRow,
  device: string,
  at: string,
  expiresAt: string,
): Promise<D1PreparedStatement> {
  return db
    .prepare(
      `insert into sessions (id, token_hash, user_id, device, created_at, seen_at, expires_at)
       values (?1, ?2, ?3, ?4, ?5, ?5, ?6)
       on conflict (id) do nothing`,
    )
    .bind(row.id, await hashOf(String(row.token)), row.userId, device, at, expiresAt);
}

/** Stores a second factor. Its secret and recovery codes arrive here in the clear. */
export async function putTwoFactor(
  db: D1Database,
  ring: KeyRing,
  row: EngineRow,
  lockedUntil: string | null,
): Promise<D1PreparedStatement> {
  const sealed = await sealColumns(
    ring,
    { table: sealedTwoFactors.table, row: row.id },
    { sealed_secret: String(row.secret), sealed_recovery_codes: String(row.backupCodes) },
  );
  return db
    .prepare(
      `insert into two_factors (id, user_id, sealed_secret, sealed_recovery_codes, verified,
         failed_verifications, locked_until)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
       on conflict (id) do update
         set sealed_secret = ?3, sealed_recovery_codes = ?4, verified = ?5, failed_verifications = ?6,
           locked_until = ?7`,
    )
    .bind(
      row.id,
      row.userId,
      sealed.sealed_secret,
      sealed.sealed_recovery_codes,
      row.verified ? 1 : 0,
      Number(row.failedVerificationCount ?? 0),
      lockedUntil,
    );
}

/** Ends sessions. */
export function endSessions(db: D1Database, ids: readonly string[]): D1PreparedStatement {
  return db
    .prepare("delete from sessions where id in (select value from json_each(?1))")
    .bind(JSON.stringify(ids));
}

/** Deletes a second factor. */
export function deleteTwoFactor(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("delete from two_factors where id = ?1").bind(id);
}

/** A second factor as it is stored, sealed. */
export interface PendingFactorRow {
  id: string;
  sealed_secret: string;
  sealed_recovery_codes: string;
}

/** The second factor that somebody has made and not turned on yet. */
export function findPendingFactor(db: D1Database, userId: string): Promise<PendingFactorRow | null> {
  return db
    .prepare(
      "select id, sealed_secret, sealed_recovery_codes from two_factors where user_id = ?1 and verified = 0",
    )
    .bind(userId)
    .first<PendingFactorRow>();
}
