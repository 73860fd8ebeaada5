import type { KeyRing } from "../../vault/schema.ts";
import type { Circumstances, EngineRow, Snapshot } from "./rows.ts";
import {
  deleteTwoFactor,
  endSessions,
  insertSession,
  insertUser,
  putCredential,
  putTwoFactor,
  updateUser,
} from "./stored-rows.ts";
import { insertVerification, useVerification } from "./verifications.ts";

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

  const isThere = (row: EngineRow) => before.user.some(({ id }) => id === row.id);
  const users = await Promise.all(
    changedIn("user").map(async (row) =>
      isThere(row) ? [updateUser(db, row, at)] : insertUser(db, ring, row, at),
    ),
  );

  const endedSessions = goneFrom("session").map(({ id }) => id);
  return [
    ...users.flat(),
    ...changedIn("account").map((row) => putCredential(db, row, at)),
    ...(await Promise.all(
      changedIn("session").map((row) => insertSession(db, row, circumstances.device, at, iso(row.expiresAt))),
    )),
    ...changedIn("verification").map((row) => insertVerification(db, row, at, iso(row.expiresAt))),
    ...(await Promise.all(
      changedIn("twoFactor").map(async (row) => {
        const secret = await circumstances.openSecret(String(row.secret));
        return putTwoFactor(db, ring, { ...row, secret }, row.lockedUntil ? iso(row.lockedUntil) : null);
      }),
    )),
    ...(endedSessions.length > 0 ? [endSessions(db, endedSessions)] : []),
    ...goneFrom("twoFactor").map(({ id }) => deleteTwoFactor(db, id)),
    ...goneFrom("verification").flatMap(({ id, expiresAt }) => useVerification(db, id, iso(expiresAt))),
  ];
}

function isChanged(before: readonly EngineRow[], row: EngineRow): boolean {
  const known = before.find(({ id }) => id === row.id);
  return !known || JSON.stringify(known) !== JSON.stringify(row);
}
