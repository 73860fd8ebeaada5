import organization from "../../../content/organization.yaml";
import { keptFrom } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import type { Commitments } from "../../policy/commitments/commitments.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { addDays, dayOf } from "../../web/days.ts";
import { provided } from "../../web/provided.ts";
import type { Statistics } from "./figures.ts";
import { publicOf } from "./public.ts";
import { onlyOf, type StatisticsQuery } from "./query.ts";
import { readPeriod } from "./reading.ts";
import { comparedWith, periodOf, statisticsOf } from "./statistics.ts";

/** The statistics that a query asks for, released as the version in force commits to. */
export async function loadStatistics(c: AppContext, query: StatisticsQuery): Promise<Statistics> {
  return statisticsAt(
    c.env.DB,
    query,
    provided(c, policyInForce).commitments,
    dayOf(now(c.env), organization.timeZone),
    true,
  );
}

/** What everybody may see: 30 whole days until yesterday, so that no view can be watched while it is counted. */
export async function loadPublicStatistics(c: AppContext): Promise<Statistics> {
  const today = dayOf(now(c.env), organization.timeZone);
  const query = { from: addDays(today, -publicDays), to: addDays(today, -1) };
  return publicOf(await statisticsAt(c.env.DB, query, provided(c, policyInForce).commitments, today));
}

/** How many days the public page shows. */
const publicDays = 30;

/**
 * The same as for staff, outside a request.
 * @param withHours whether the hours of the whole site are read, which the public page and the mail do not show
 */
export async function statisticsAt(
  db: D1Database,
  query: StatisticsQuery,
  commitments: Commitments,
  today: string,
  withHours = false,
): Promise<Statistics> {
  const { smallestGroup } = commitments;
  const kept = keptFrom(periodKept("statistics", commitments), today);
  const { period, preset } = periodOf(query, today, kept);
  const { only } = onlyOf(query);
  const reading = { period, ...comparedWith(period, kept), smallestGroup, only, withHours };
  const released = await readPeriod(db, reading);
  return statisticsOf(released, { period, preset, only, today }, smallestGroup);
}
