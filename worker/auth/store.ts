import { emailIndex, seal } from "../vault/core.ts";
import type { KeyRing, SealedTable } from "../vault/schema.ts";
import { hashOf } from "./core.ts";
import type { EngineRow, Whose } from "./schema.ts";

/** Columns that the vault has sealed. */
export const sealedUsers: SealedTable = {
  table: "users",
  row: "id",
  columns: ["sealed_email", "sealed_name", "sealed_phone", "sealed_address"],
};

/** The statements that load one person's rows, all in one round trip; `snapshotOf` reads their results. */
export function loading(db: D1Database, whose: Whose): D1PreparedStatement[] {
  const identifiers = JSON.stringify("identifiers" in whose ? whose.identifiers : []);
  const bound = (statement: D1PreparedStatement) =>
    statement.bind(
      "emailIndex" in whose ? whose.emailIndex : null,
      "userId" in whose ? whose.userId : null,
      "tokenHash" in whose ? whose.tokenHash : null,
      identifiers,
    );
  return [
    bound(
      db.prepare(
        `select * from users where id in (
         select id from users where email_index = ?1
         union select ?2
         union select user_id from sessions where token_hash = ?3
         union select value from verifications where identifier in (select value from json_each(?4))
       )`,
      ),
    ),
    bound(
      db.prepare(
        `select * from credentials where user_id in (
         select id from users where email_index = ?1
         union select ?2
         union select user_id from sessions where token_hash = ?3
         union select value from verifications where identifier in (select value from json_each(?4))
       )`,
      ),
    ),
    bound(
      db.prepare(
        `select * from sessions where user_id in (
         select id from users where email_index = ?1
         union select ?2
         union select user_id from sessions where token_hash = ?3
         union select value from verifications where identifier in (select value from json_each(?4))
       )`,
      ),
    ),
    db
      .prepare("select * from verifications where identifier in (select value from json_each(?1))")
      .bind(identifiers),
    bound(
      db.prepare(
        `select * from two_factors where user_id in (
         select id from users where email_index = ?1
         union select ?2
         union select user_id from sessions where token_hash = ?3
         union select value from verifications where identifier in (select value from json_each(?4))
       )`,
      ),
    ),
  ];
}

/** Adds an account, or stores what the engine changes of one. */
export async function putUser(
  db: D1Database,
  ring: KeyRing,
  row: EngineRow,
  at: string,
): Promise<D1PreparedStatement> {
  const sealed = (column: string, text: unknown) =>
    seal(ring, { table: "users", column, row: row.id }, String(text));
  return db
    .prepare(
      `insert into users (id, email_index, sealed_email, sealed_name, email_verified, two_factor_enabled,
         created_at, updated_at)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
       on conflict (id) do update set email_verified = ?5, two_factor_enabled = ?6, updated_at = ?7`,
    )
    .bind(
      row.id,
      await emailIndex(ring, String(row.email)),
      await sealed("sealed_email", row.email),
      await sealed("sealed_name", row.name),
      row.emailVerified ? 1 : 0,
      row.twoFactorEnabled ? 1 : 0,
      at,
    );
}

/** Keeps the hash of a password. */
export function putCredential(db: D1Database, row: EngineRow, at: string): D1PreparedStatement {
  return db
    .prepare(
      `insert into credentials (id, user_id, password, created_at, updated_at) values (?1, ?2, ?3, ?4, ?4)
       on conflict (id) do update set password = ?3, updated_at = ?4`,
    )
    .bind(row.id, row.userId, row.password, at);
}

/** Keeps a session by the hash of its token. */
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

/** Keeps a second factor. */
export function putTwoFactor(
  db: D1Database,
  row: EngineRow,
  lockedUntil: string | null,
): D1PreparedStatement {
  return db
    .prepare(
      `insert into two_factors (id, user_id, secret, backup_codes, verified, failed_verifications, locked_until)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
       on conflict (id) do update
         set secret = ?3, backup_codes = ?4, verified = ?5, failed_verifications = ?6, locked_until = ?7`,
    )
    .bind(
      row.id,
      row.userId,
      row.secret,
      row.backupCodes,
      row.verified ? 1 : 0,
      Number(row.failedVerificationCount ?? 0),
      lockedUntil,
    );
}

/** Ends a session. */
export function endSession(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("delete from sessions where id = ?1").bind(id);
}

/** Takes a second factor away. */
export function deleteTwoFactor(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("delete from two_factors where id = ?1").bind(id);
}
