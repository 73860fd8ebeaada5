import type { Role } from "../../accounts/engine/signed-in.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { unseal } from "../../vault/sealing.ts";
import { textOrNone } from "../../vault/set-aside.ts";

/** Somebody with a role. */
export interface StaffMember {
  id: string;
  email: string;
  role: Role;
  twoFactor: boolean;
}

/** Everybody with a role. */
export async function staffIn(db: D1Database, ring: KeyRing): Promise<StaffMember[]> {
  const { results } = await db
    .prepare(
      "select id, sealed_email, role, two_factor_enabled from users where role <> 'client' order by created_at",
    )
    .all<{ id: string; sealed_email: string; role: Role; two_factor_enabled: number }>();
  return Promise.all(
    results.map(async ({ id, sealed_email, role, two_factor_enabled }) => ({
      id,
      email: await textOrNone(id, () =>
        unseal(ring, { table: "users", column: "sealed_email", row: id }, sealed_email),
      ),
      role,
      twoFactor: two_factor_enabled === 1,
    })),
  );
}

/** The e-mail address of somebody with one of some roles; undefined when they have left or changed roles. */
export async function selectStaffAddress(
  db: D1Database,
  ring: KeyRing,
  userId: string,
  roles: readonly Role[],
): Promise<string | undefined> {
  const row = await db
    .prepare(
      `select sealed_email from users
       where id = ?1 and role in (select value from json_each(?2)) and erase_at is null`,
    )
    .bind(userId, JSON.stringify(roles))
    .first<{ sealed_email: string }>();
  if (!row) return undefined;
  return unseal(ring, { table: "users", column: "sealed_email", row: userId }, row.sealed_email);
}
