import organization from "../../content/organization.yaml";
import { firstNotOver } from "../lifetimes/periods.ts";
import { now } from "../web/clock.ts";
import { dayOf } from "../web/days.ts";
import type { RunReport } from "../web/run-report.ts";
import { deleteRunsBefore } from "./job-rows.ts";

/**
 * How long rows of jobs are kept: acts of destruction are made from them, which an operator keeps for three years
 * (order 179 of Roskomnadzor of 28 October 2022).
 */
const keptMonths = 37;

/** The first day whose rows are still there. */
export function firstDayKept(today: string): string {
  return firstNotOver(`P${keptMonths}M`, today);
}

/** Deletes the rows of jobs whose time is over. */
export async function sweepRuns(env: Env, report: RunReport): Promise<void> {
  const today = dayOf(now(env), organization.timeZone);
  const { meta } = await deleteRunsBefore(env.DB, firstDayKept(today)).run();
  report.add("rows", meta.changes);
}
