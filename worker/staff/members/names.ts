import { type KeyRing, SealBroken } from "../../vault/schema.ts";
import { unseal } from "../../vault/sealing.ts";

/** Names of staff by user id, for histories and the log: also of whoever has left, while their account stays. */
export type StaffNames = Readonly<Record<string, string>>;

/** Everybody who has a role or had one. Open it with `namesIn`. */
export function selectNames(db: D1Database): D1PreparedStatement {
  return db.prepare(
    `select id, sealed_name, role, created_at from users where role <> 'client'
     union all
     select id, sealed_name, role, created_at from users
     where role = 'client' and id in (select user_id from role_changes)
     order by created_at`,
  );
}

/** The result of `selectNames`: the names, and who may work on what clients send. */
export async function namesIn(
  result: D1Result | undefined,
  ring: KeyRing,
): Promise<{ names: StaffNames; colleagues: readonly string[] }> {
  const rows = (result?.results ?? []) as { id: string; sealed_name: string; role: string }[];
  const opened = await Promise.all(rows.map(async (row) => [row.id, await nameOf(row, ring)] as const));
  const colleagues = rows.filter(({ role }) => role === "manager" || role === "owner").map(({ id }) => id);
  return { names: Object.fromEntries(opened), colleagues };
}

/** The name, or the number where it does not open: one bad row hides no other. */
async function nameOf(
  { id, sealed_name }: { id: string; sealed_name: string },
  ring: KeyRing,
): Promise<string> {
  try {
    return await unseal(ring, { table: "users", column: "sealed_name", row: id }, sealed_name);
  } catch (error) {
    if (error instanceof SealBroken) return id;
    throw error;
  }
}
