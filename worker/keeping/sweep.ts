import organization from "../../content/organization.yaml";
import { now } from "../web/clock.ts";
import { addMonths, dayOf } from "../web/days.ts";
import type { RunReport } from "../web/run-report.ts";
import { deleteRunsBefore } from "./job-rows.ts";

/** How long rows of jobs are kept, so that a whole year can be looked back on. */
const keptMonths = 13;

/** Deletes the rows of jobs whose time is over. */
export async function sweepRuns(env: Env, report: RunReport): Promise<void> {
  const today = dayOf(now(env), organization.timeZone);
  const { meta } = await deleteRunsBefore(env.DB, addMonths(today, -keptMonths)).run();
  report.add("rows", meta.changes);
}
