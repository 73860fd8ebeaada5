import organization from "../../../content/organization.yaml";
import { endEntriesBefore } from "../../accounts/disclosures/years.ts";
import type { Refusal } from "../../forms/receiving/again.ts";
import { keptFrom } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import { versionInForce } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { addDays, dayOf, startOfDay } from "../../web/days.ts";
import type { RunReport } from "../../web/run-report.ts";
import { selectWaiting, waitingIn } from "./listing.ts";

/** Staff look at what is withheld or held again within this many days. */
const maxReviewDays = 366;

/** Refuses a day of review that is not after today, or too far off. An empty one is none. */
export function wrongDay(c: AppContext, field: string, day: string): Refusal | undefined {
  if (day === "") return undefined;
  const today = dayOf(now(c.env), organization.timeZone);
  if (day > today && day <= addDays(today, maxReviewDays)) return undefined;
  return {
    mistakes: [{ field, message: (t) => t.fields.disclosure.reviewOn.outside({ days: maxReviewDays }) }],
  };
}

/** Counts the reviews that are due, which the first page of staff shows, and ends entries whose time is over. */
export async function sweepDisclosures(env: Env, report: RunReport): Promise<void> {
  const at = now(env);
  const today = dayOf(at, organization.timeZone);
  const period = periodKept("consent", versionInForce(versions, at)?.commitments);
  const before = startOfDay(keptFrom(period, today) ?? today, organization.timeZone);
  const [waiting, , ended] = await env.DB.batch([
    selectWaiting(env.DB, "", today),
    ...endEntriesBefore(env.DB, before),
  ]);
  report.add("reviews due", waitingIn(waiting).reviews?.count ?? 0);
  report.add("entries ended", ended?.results.length ?? 0);
}
