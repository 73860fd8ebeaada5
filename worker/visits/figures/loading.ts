import organization from "../../../content/organization.yaml";
import { keptFrom } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import type { Commitments } from "../../policy/commitments/commitments.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { provided } from "../../web/provided.ts";
import type { Statistics, StatisticsQuery } from "./figures.ts";
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

/** The same, outside a request. */
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
