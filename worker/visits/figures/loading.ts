import organization from "../../../content/organization.yaml";
import { keptFrom } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import type { Commitments } from "../../policy/commitments/commitments.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { addDays, dayOf } from "../../web/days.ts";
import { provided } from "../../web/provided.ts";
import type { Statistics, StatisticsQuery } from "./figures.ts";
import { publicOf } from "./public.ts";
import { readPeriod } from "./reading.ts";
import { comparedWith, periodOf, statisticsOf } from "./statistics.ts";

/** The statistics that a query asks for, released as the version in force commits to. */
export async function loadStatistics(c: AppContext, query: StatisticsQuery): Promise<Statistics> {
  return statisticsAt(
    c.env.DB,
    query,
    provided(c, policyInForce).commitments,
    dayOf(now(c.env), organization.timeZone),
  );
}

/** What everybody may see: 30 whole days until yesterday, so that no view can be watched while it is counted. */
export async function loadPublicStatistics(c: AppContext): Promise<Statistics> {
  const today = dayOf(now(c.env), organization.timeZone);
  return publicOf(await loadStatistics(c, { from: addDays(today, -publicDays), to: addDays(today, -1) }));
}

/** How many days the public page shows. */
const publicDays = 30;

/** The same as for staff, outside a request. */
export async function statisticsAt(
  db: D1Database,
  query: StatisticsQuery,
  commitments: Commitments,
  today: string,
): Promise<Statistics> {
  const { smallestGroup } = commitments;
  const kept = keptFrom(periodKept("statistics", commitments), today);
  const { period, preset } = periodOf(query, today, kept);
  const reading = { period, ...comparedWith(period, kept), smallestGroup, page: query.page };
  const released = await readPeriod(db, reading);
  return statisticsOf(released, { period, preset, page: query.page, today }, smallestGroup);
}
