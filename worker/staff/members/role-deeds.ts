import type { Role } from "../../accounts/engine/signed-in.ts";
import type { Action, Deed } from "../../audit/entry.ts";

/** Whom the audit log names where nobody had signed in: a command, or whoever wrote into the database. */
export const commandLine = "command-line";

/** What the audit log says of a new role. */
export function roleDeed(userId: string, role: Role): Pick<Deed, "action" | "subject"> {
  const action: Action = role === "client" ? "role-removed" : `made-${role}`;
  return { action, subject: userId };
}

/** Notes that the change of somebody's role has its entry, in the batch that makes both. */
export function noteRecorded(db: D1Database, userId: string, at: Date): D1PreparedStatement {
  return db
    .prepare("update role_changes set recorded_at = ?2 where user_id = ?1 and recorded_at is null")
    .bind(userId, at.toISOString());
}
