import organization from "../../../content/organization.yaml";
import { keptFrom } from "../../lifetimes/periods.ts";
import type { Commitments } from "../../policy/commitments/commitments.ts";
import { versionInForce } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import type { RunReport } from "../../web/run-report.ts";
import { sweepDays } from "./daily-cells.ts";

/**
 * Deletes the counts of days that are no longer kept, and sums the months that are over.
 * @param today the organization's day, `YYYY-MM-DD`
 * @returns how many counts were deleted
 */
export async function sweepVisits(db: D1Database, commitments: Commitments, today: string): Promise<number> {
  return sweepDays(db, today, keptFrom(commitments.retention.statistics, today));
}

/** Deletes the counts that the version in force no longer keeps. */
export async function sweepCounts(env: Env, report: RunReport): Promise<void> {
  const at = now(env);
  const policy = versionInForce(versions, at);
  if (!policy) return;
  report.add("counts", await sweepVisits(env.DB, policy.commitments, dayOf(at, organization.timeZone)));
}
