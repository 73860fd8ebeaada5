import type { Role } from "../../accounts/engine/signed-in.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { unseal } from "../../vault/sealing.ts";
import { textOrNone } from "../../vault/set-aside.ts";

/** Somebody with a role. */
export interface StaffMember {
  id: string;
  name: string;
  email: string;
  role: Role;
  twoFactor: boolean;
  /** The day on which they last used it, `YYYY-MM-DD`. */
  usedOn?: string;
}

interface StaffRow {
  id: string;
  sealed_email: string;
  sealed_name: string;
  role: Role;
  two_factor_enabled: number;
  used_on: string | null;
}

/** Everybody with a role. */
export async function staffIn(db: D1Database, ring: KeyRing): Promise<StaffMember[]> {
  const { results } = await db
    .prepare(
      "select id, sealed_email, sealed_name, role, two_factor_enabled, used_on from users where role <> 'client' order by created_at",
    )
    .all<StaffRow>();
  return Promise.all(
    results.map(async (row) => {
      const { id, role, two_factor_enabled, used_on } = row;
      const opened = (column: "sealed_email" | "sealed_name") =>
        textOrNone(id, () => unseal(ring, { table: "users", column, row: id }, row[column]));
      const [email, name] = await Promise.all([opened("sealed_email"), opened("sealed_name")]);
      const twoFactor = two_factor_enabled === 1;
      return { id, name, email, role, twoFactor, ...(used_on === null ? {} : { usedOn: used_on }) };
    }),
  );
}

/** The email address of somebody with one of some roles; undefined when they have left or changed roles. */
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
