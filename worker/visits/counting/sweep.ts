import organization from "../../../content/organization.yaml";
import { keptFrom } from "../../lifetimes/periods.ts";
import type { Commitments } from "../../policy/commitments/commitments.ts";
import { versionInForce } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { isSwept, sweepDays } from "./daily-cells.ts";

/**
 * Deletes the counts of days that the commitment does not keep any more, and adds up the months that are over.
 * @param today the organization's day, `YYYY-MM-DD`
 * @returns how many counts were deleted
 */
export async function sweepVisits(db: D1Database, commitments: Commitments, today: string): Promise<number> {
  return sweepDays(db, today, keptFrom(commitments.retention.statistics, today));
}

/** Sweeps once a day; called by the cron. */
export async function sweepVisitsDaily(env: Env): Promise<void> {
  const at = now(env);
  const today = dayOf(at, organization.timeZone);
  const policy = versionInForce(versions, at);
  if (policy && !(await isSwept(env.DB, today))) await sweepVisits(env.DB, policy.commitments, today);
}
