import organization from "../../../content/organization.yaml";
import { firstDayKept } from "../../lifetimes/ends.ts";
import { keptFrom } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import type { Commitments } from "../../policy/commitments/commitments.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import type { RunReport } from "../../web/run-report.ts";
import { sweepDays } from "./daily-cells.ts";

/**
 * Deletes the counts of days that one version no longer keeps, and sums the months that are over.
 * @param today the organization's day, `YYYY-MM-DD`
 * @returns how many counts were deleted
 */
export async function sweepVisits(db: D1Database, commitments: Commitments, today: string): Promise<number> {
  return sweepDays(db, today, keptFrom(periodKept("statistics", commitments), today));
}

/** Deletes the counts that are over under what the versions say. */
export async function sweepCounts(env: Env, report: RunReport, published = versions): Promise<void> {
  const at = now(env);
  const dayIn = (instant: Date) => dayOf(instant, organization.timeZone);
  const first = firstDayKept("statistics", published, at, dayIn);
  report.add("statistics", await sweepDays(env.DB, dayIn(at), first));
}
