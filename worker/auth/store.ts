import { emailIndex, seal } from "../vault/core.ts";
import type { KeyRing, SealedTable } from "../vault/schema.ts";
import { hashOf } from "./core.ts";
import type { Circumstances, EngineRow, Snapshot, Whose } from "./schema.ts";

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

/** The statements that store what the engine changed between two snapshots, for one batch. */
export async function storing(
  db: D1Database,
  ring: KeyRing,
  before: Snapshot,
  after: Snapshot,
  circumstances: Circumstances,
): Promise<D1PreparedStatement[]> {
  const iso = (date: unknown) =>
    new Date((date as Date).getTime() + circumstances.clockShiftMs).toISOString();
  const at = circumstances.at.toISOString();
  const changedIn = (table: keyof Snapshot) => after[table].filter((row) => isChanged(before[table], row));
  const goneFrom = (table: keyof Snapshot) =>
    before[table].filter(({ id }) => !after[table].some((row) => row.id === id));

  return [
    ...(await Promise.all(changedIn("user").map((row) => putUser(db, ring, row, at)))),
    ...changedIn("account").map((row) => putCredential(db, row, at)),
    ...(await Promise.all(
      changedIn("session").map((row) => insertSession(db, row, circumstances.device, at, iso(row.expiresAt))),
    )),
    ...changedIn("verification").map((row) => insertVerification(db, row, at, iso(row.expiresAt))),
    ...changedIn("twoFactor").map((row) =>
      putTwoFactor(db, row, row.lockedUntil ? iso(row.lockedUntil) : null),
    ),
    ...goneFrom("session").map(({ id }) => db.prepare("delete from sessions where id = ?1").bind(id)),
    ...goneFrom("twoFactor").map(({ id }) => db.prepare("delete from two_factors where id = ?1").bind(id)),
    ...goneFrom("verification").flatMap(({ id, expiresAt }) => useVerification(db, id, iso(expiresAt))),
  ];
}

/** Takes a verification away for good: the batch of a second use of the same one fails as a whole. */
export function useVerification(db: D1Database, id: string, expiresAt: string): D1PreparedStatement[] {
  return [
    db.prepare("insert into used_verifications (id, expires_at) values (?1, ?2)").bind(id, expiresAt),
    db.prepare("delete from verifications where id = ?1").bind(id),
  ];
}

/** Keeps the proof that a link or a step needs, by the hash of its secret. */
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

function isChanged(before: readonly EngineRow[], row: EngineRow): boolean {
  const known = before.find(({ id }) => id === row.id);
  return !known || JSON.stringify(known) !== JSON.stringify(row);
}

async function putUser(
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

function putCredential(db: D1Database, row: EngineRow, at: string): D1PreparedStatement {
  return db
    .prepare(
      `insert into credentials (id, user_id, password, created_at, updated_at) values (?1, ?2, ?3, ?4, ?4)
       on conflict (id) do update set password = ?3, updated_at = ?4`,
    )
    .bind(row.id, row.userId, row.password, at);
}

async function insertSession(
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

function putTwoFactor(db: D1Database, row: EngineRow, lockedUntil: string | null): D1PreparedStatement {
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

/** Whether a proof was used already. */
export async function wasUsed(db: D1Database, id: string): Promise<boolean> {
  return (await db.prepare("select 1 from used_verifications where id = ?1").bind(id).first()) !== null;
}

/** Whether a batch failed because what it used up had been used up meanwhile. */
export function isSecondUse(error: unknown): boolean {
  return String(error).includes("used_verifications.id");
}

/** Whether a link's or a step's proof is there and still good. */
export async function hasVerification(db: D1Database, identifier: string, at: Date): Promise<boolean> {
  const row = await db
    .prepare("select 1 from verifications where identifier = ?1 and expires_at > ?2")
    .bind(identifier, at.toISOString())
    .first();
  return row !== null;
}

/** How many proofs were made for an account since an instant, as `recent`: each is a mail. */
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
