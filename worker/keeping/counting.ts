import organization from "../../content/organization.yaml";
import { minorsByYear } from "../forms/minors/counts.ts";
import { countErasures } from "../lifetimes/erasures.ts";
import { countOutcomes, outcomesIn } from "../mail/outcomes.ts";
import { now } from "../web/clock.ts";
import { addDays, dayOf, startOfDay } from "../web/days.ts";
import type { RunReport } from "../web/run-report.ts";
import { countsOfMinors } from "./noted-minors.ts";

/**
 * Counts what happened on the day before outside any job: mail leaves and people erase themselves at once. The rows
 * counted here are kept for longer than a day, so a day on which the cron stood still is all that is missed. What became
 * of minors is counted by year, so its counts so far are noted again each day.
 */
export async function countDayBefore(env: Env, report: RunReport): Promise<void> {
  const today = dayOf(now(env), organization.timeZone);
  const from = startOfDay(addDays(today, -1), organization.timeZone);
  const to = startOfDay(today, organization.timeZone);
  const [mails, erasures] = await env.DB.batch([
    countOutcomes(env.DB, from, to),
    countErasures(env.DB, from, to),
  ]);
  const { sent, failed } = outcomesIn(mails);
  const [erased] = (erasures?.results ?? []) as { count: number }[];
  report.add("mails sent", sent);
  report.add("mails failed", failed);
  report.add("people erased", erased?.count ?? 0);
  for (const [kind, count] of countsOfMinors(await minorsByYear(env.DB))) report.add(kind, count);
}
