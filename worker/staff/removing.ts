import { deleteSessions } from "../sessions/store.ts";
import { stopWeeklyMail } from "../weekly/store.ts";
import { updateRole } from "./store.ts";

/** Takes a role away: the account stays as a client's, signed out everywhere. The audit log keeps what was done. */
export function removeFromStaff(db: D1Database, userId: string): D1PreparedStatement[] {
  return [updateRole(db, userId, "client"), deleteSessions(db, userId), stopWeeklyMail(db, userId)];
}
