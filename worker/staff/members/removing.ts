import { updateRole } from "../../accounts/engine/users.ts";
import { deleteSessions } from "../../accounts/sessions/sessions.ts";
import { stopWeeklyMail } from "../../visits/figures/weekly-readers.ts";

/** Takes a role away. The account stays as a client's, signed out everywhere, and the audit log keeps what was done. */
export function removeFromStaff(db: D1Database, userId: string): D1PreparedStatement[] {
  return [updateRole(db, userId, "client"), deleteSessions(db, userId), stopWeeklyMail(db, userId)];
}
