import type { Role } from "../../accounts/engine/signed-in.ts";
import { recordDeed } from "../../audit/recording.ts";
import type { Keyed } from "../../vault/ring.ts";
import { now } from "../../web/clock.ts";
import type { RunReport } from "../../web/run-report.ts";
import { commandLine, noteRecorded, roleDeed } from "./role-deeds.ts";

/** Gives changes of roles that have none an entry of the audit log: everybody's, or one person's. */
export async function recordRoleChanges(env: Keyed, actor: string, userId?: string): Promise<number> {
  const { results } = await env.DB.prepare(
    "select user_id, role from role_changes where recorded_at is null and (?1 is null or user_id = ?1) order by id limit 100",
  )
    .bind(userId ?? null)
    .all<{ user_id: string; role: Role }>();
  const latest = new Map(results.map(({ user_id, role }) => [user_id, role]));
  const at = now(env);
  for (const [id, role] of latest)
    await recordDeed(env, { actor, ...roleDeed(id, role), at }, [noteRecorded(env.DB, id, at)]);
  return latest.size;
}

/** The same for the cron: what the command line changed in a published database. */
export async function recordOtherRoleChanges(env: Env, report: RunReport): Promise<void> {
  report.add("entries", await recordRoleChanges(env, commandLine));
}
