import type { Role } from "../auth/schema.ts";

/** Gives an account a role. */
export function updateRole(db: D1Database, userId: string, role: Role): D1PreparedStatement {
  return db.prepare("update users set role = ?2 where id = ?1").bind(userId, role);
}
