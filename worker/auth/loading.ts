import { unseal } from "../vault/core.ts";
import type { KeyRing } from "../vault/schema.ts";
import type { EngineRow, Snapshot } from "./schema.ts";

/** Whose rows are loaded, by what is known of them. */
export type Whose =
  | { emailIndex: string }
  | { userId: string }
  | { tokenHash: string; token: string }
  | { identifiers: readonly string[] };

/** The statements that load one person's rows, all in one round trip; `snapshotOf` reads their results. */
export function loading(db: D1Database, whose: Whose): D1PreparedStatement[] {
  const [person, value] = personOf(whose);
  const identifiers = "identifiers" in whose ? JSON.stringify(whose.identifiers) : "[]";
  return [
    db.prepare(`select * from users where id in (${person})`).bind(value),
    db.prepare(`select * from credentials where user_id in (${person})`).bind(value),
    db.prepare(`select * from sessions where user_id in (${person})`).bind(value),
    db
      .prepare("select * from verifications where identifier in (select value from json_each(?1))")
      .bind(identifiers),
    db.prepare(`select * from two_factors where user_id in (${person})`).bind(value),
  ];
}

/**
 * One person's rows as the engine holds them: texts opened, times on the engine's clock. A session's token is known
 * only where the browser has just brought it.
 */
export async function snapshotOf(
  results: readonly D1Result[],
  ring: KeyRing,
  whose: Whose,
  clockShiftMs: number,
): Promise<Snapshot> {
  const rows = (index: number) => (results[index]?.results ?? []) as Row[];
  const time = (text: unknown) => new Date(Date.parse(String(text)) - clockShiftMs);
  const times = (row: Row) => ({ createdAt: time(row.created_at), updatedAt: time(row.created_at) });
  const opened = (row: Row, column: string) =>
    unseal(ring, { table: "users", column, row: row.id }, String(row[column]));
  return {
    user: await Promise.all(
      rows(0).map(async (row) => ({
        id: row.id,
        email: await opened(row, "sealed_email"),
        name: await opened(row, "sealed_name"),
        emailVerified: row.email_verified === 1,
        image: null,
        twoFactorEnabled: row.two_factor_enabled === 1,
        ...times(row),
      })),
    ),
    account: rows(1).map((row) => ({
      id: row.id,
      userId: row.user_id,
      accountId: row.user_id,
      providerId: "credential",
      password: row.password,
      ...times(row),
    })),
    session: rows(2).map((row) => ({
      id: row.id,
      token: tokenOf(row, whose),
      userId: row.user_id,
      expiresAt: time(row.expires_at),
      ...times(row),
    })),
    verification: rows(3).map((row) => ({
      id: row.id,
      identifier: row.identifier,
      value: row.value,
      expiresAt: time(row.expires_at),
      ...times(row),
    })),
    twoFactor: rows(4).map((row) => ({
      id: row.id,
      userId: row.user_id,
      secret: row.secret,
      backupCodes: row.backup_codes,
      verified: row.verified === 1,
      failedVerificationCount: row.failed_verifications,
      lockedUntil: row.locked_until === null ? null : time(row.locked_until),
    })),
  };
}

type Row = EngineRow & Record<string, string | number | null>;

function personOf(whose: Whose): [select: string, value: string] {
  if ("emailIndex" in whose) return ["select id from users where email_index = ?1", whose.emailIndex];
  if ("userId" in whose) return ["select ?1", whose.userId];
  if ("tokenHash" in whose) return ["select user_id from sessions where token_hash = ?1", whose.tokenHash];
  return [
    "select value from verifications where identifier in (select value from json_each(?1))",
    JSON.stringify(whose.identifiers),
  ];
}

function tokenOf(row: Row, whose: Whose): string {
  const brought = "tokenHash" in whose && whose.tokenHash === row.token_hash;
  return brought ? whose.token : `unknown:${row.id}`;
}
