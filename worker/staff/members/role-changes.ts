import type { Role } from "../../accounts/engine/signed-in.ts";
import { recordDeed } from "../../audit/recording.ts";
import { now } from "../../web/clock.ts";
import type { RunReport } from "../../web/run-report.ts";
import { commandLine, noteRecorded, roleDeed } from "./role-deeds.ts";

/**
 * Gives changes of roles that have none their entry in the audit log: what the command line changed in a published database.
 */
export async function recordOtherRoleChanges(env: Env, report: RunReport): Promise<void> {
  const { results } = await env.DB.prepare(
    "select user_id, role from role_changes where recorded_at is null order by id limit 100",
  ).all<{ user_id: string; role: Role }>();
  const latest = new Map(results.map(({ user_id, role }) => [user_id, role]));
  const at = now(env);
  for (const [id, role] of latest) {
    const deed = { actor: commandLine, ...roleDeed(id, role), at };
    await recordDeed(env, deed, [noteRecorded(env.DB, id, at)]);
  }
  report.add("entries", latest.size);
}
