import type { KeyRing } from "../../vault/schema.ts";
import { unseal } from "../../vault/sealing.ts";
import { engineAddress } from "./engine-address.ts";
import type { EngineRow, Snapshot, Whose } from "./rows.ts";

/**
 * One person's rows as the engine holds them: texts opened, times on the engine's clock. A session's token is known
 * only if the browser has just sent it.
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
  const opened = (row: Row, column: string, table = "users") =>
    unseal(ring, { table, column, row: row.id }, String(row[column]));
  return {
    user: await Promise.all(
      rows(0).map(async (row) => ({
        id: row.id,
        email: engineAddress(await opened(row, "sealed_email")),
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
    twoFactor: await Promise.all(
      rows(4).map(async (row) => ({
        id: row.id,
        userId: row.user_id,
        secret: await opened(row, "sealed_secret", "two_factors"),
        backupCodes: await opened(row, "sealed_recovery_codes", "two_factors"),
        verified: row.verified === 1,
        failedVerificationCount: row.failed_verifications,
        lockedUntil: row.locked_until === null ? null : time(row.locked_until),
      })),
    ),
  };
}

type Row = EngineRow & Record<string, string | number | null>;

function tokenOf(row: Row, whose: Whose): string {
  const brought = "tokenHash" in whose && whose.tokenHash === row.token_hash;
  return brought ? whose.token : `unknown:${row.id}`;
}
