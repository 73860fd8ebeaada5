import { monthStart } from "../../web/days.ts";
import { indicators } from "../counting/counts.ts";
import type { Compared, DayFigure, Figure, Note, Released, Row } from "./figures.ts";
import { fromLogsIn, logFigures } from "./from-logs.ts";
import { hoursIn } from "./hours.ts";
import { notesIn } from "./notes.ts";
import { daysIn as lengthOf, maxDaysByHour, type Period, spansOf } from "./periods.ts";
import { filters, type Only } from "./query.ts";

/** What is read of the counts. */
export interface Reading extends Compared {
  period: Period;
  /** Only full groups of this many views or visits are read. */
  smallestGroup: number;
  only: Only | undefined;
  /** Whether the hours of the whole site are read where no page is selected. */
  withHours: boolean;
}

/** Reads a period in one round trip. The rows read depend on values and days, not on views. */
export async function readPeriod(db: D1Database, reading: Reading): Promise<Released> {
  const { period, before, yearBefore, smallestGroup, only } = reading;
  const compared = only ? filters[only.by] : "total";
  const isShort = lengthOf(period) <= maxDaysByHour;
  const hourly = (reading.withHours && isShort) || only?.by === "page" ? period : undefined;
  const hourlyBefore = hourly && lengthOf(period) === 1 ? before : undefined;
  const shown = [...Object.keys(indicators).filter((name) => name !== "hour"), "not-counted"];
  const [rows, was, wasYearAgo, logs, days, daysBefore, hours, hoursBefore, notes, state] = await db.batch([
    groupsIn(db, period, shown, smallestGroup),
    groupsIn(db, before, [compared, "form"], smallestGroup),
    groupsIn(db, yearBefore, [compared], smallestGroup),
    fromLogsIn(db, period, smallestGroup),
    daysIn(db, period, only, smallestGroup),
    daysIn(db, before, only, smallestGroup),
    hoursIn(db, hourly, only, smallestGroup),
    hoursIn(db, hourlyBefore, only, smallestGroup),
    notesIn(db, period),
    stateOf(db, period, smallestGroup),
  ]);
  const known = state?.results[0] as { moved_at: string | null; rules: string | null } | undefined;
  return {
    rows: Map.groupBy(rowsIn(rows), ({ indicator }) => indicator),
    before: figureOf(was, compared, only?.value),
    yearBefore: figureOf(wasYearAgo, compared, only?.value),
    formsBefore: rowsIn(was).filter(({ indicator }) => indicator === "form"),
    fromLogs: logFigures(logs),
    days: (days?.results ?? []) as DayFigure[],
    daysBefore: (daysBefore?.results ?? []) as DayFigure[],
    hours: (hours?.results ?? []) as Row[],
    hoursBefore: (hoursBefore?.results ?? []) as Row[],
    notes: (notes?.results ?? []) as Note[],
    asOf: known?.moved_at ? new Date(known.moved_at) : undefined,
    rules: known?.rules?.split(",").sort() ?? [],
  };
}

/**
 * Full groups of each value, cut from the start of each month, so that they are the same in every period. Empty where
 * there is no period to show.
 */
export function groupsIn(
  db: D1Database,
  period: Period | undefined,
  of: string[],
  size: number,
): D1PreparedStatement {
  return db
    .prepare(
      `with spans as (
         select span.value ->> 'sign' as sign, span.value ->> 'month' as month, span.value ->> 'from' as first,
           span.value ->> 'to' as last,
           span.value ->> 'whole' and exists (
             select 1 from visit_months where month = span.value ->> 'month' and indicator = 'total'
           ) as summed
         from json_each(?1) as span
       ), sums as (
         select m.indicator, m.value, spans.sign, m.views, m.visits
         from spans cross join visit_months m on m.month = spans.month
           and m.indicator in (select value from json_each(?2))
         where spans.summed
         union all
         select c.indicator, c.value, spans.sign, sum(c.views), sum(c.visits)
         from spans cross join visit_cells c on c.indicator in (select value from json_each(?2))
           and c.day between spans.first and spans.last
         where not spans.summed
         group by spans.month, spans.sign, c.indicator, c.value
       )
       select indicator, value, sum(sign * (views / cast(?3 as integer)) * ?3) as views,
         sum(sign * (visits / cast(?3 as integer)) * ?3) as visits
       from sums group by indicator, value having sum(sign * (views / cast(?3 as integer))) > 0
       order by views desc, value`,
    )
    .bind(JSON.stringify(period ? spansOf(period) : []), JSON.stringify(of), size);
}

/** Full groups of each day, for the whole site or one value. Empty where there is no period to show. */
function daysIn(db: D1Database, period: Period | undefined, only: Only | undefined, size: number) {
  const { from, to } = period ?? noDays;
  return db
    .prepare(
      `with recursive calendar as (
         select ?3 as day where ?3 <= ?5 union all select date(day, '+1 day') from calendar where day < ?5
       ), days as (
         select c.day, sum(c.views) as views, sum(c.visits) as visits
         from calendar cross join visit_cells c on c.indicator = ?1 and c.day = calendar.day and c.value = ?2
         group by c.day
       ), so_far as (
         select day, views, visits, sum(views) over month as all_views, sum(visits) over month as all_visits
         from days window month as (partition by substr(day, 1, 7) order by day)
       )
       select day, (all_views / cast(?6 as integer) - (all_views - views) / cast(?6 as integer)) * ?6 as views,
         (all_visits / cast(?6 as integer) - (all_visits - visits) / cast(?6 as integer)) * ?6 as visits
       from so_far where day >= ?4 order by day`,
    )
    .bind(only ? filters[only.by] : "total", only?.value ?? "all", monthStart(from), from, to, size);
}

/** A period of no day. */
const noDays: Period = { from: "0000-01-02", to: "0000-01-01" };

function rowsIn(result: D1Result | undefined): (Row & { indicator: string })[] {
  return (result?.results ?? []) as (Row & { indicator: string })[];
}

/** The figure of one value, by default of the whole site. */
function figureOf(result: D1Result | undefined, indicator: string, of = "all"): Figure {
  const row = rowsIn(result).find((one) => one.indicator === indicator && one.value === of);
  return { views: row?.views ?? 0, visits: row?.visits ?? 0 };
}

/** The rules are those of whole months with a full group; a shorter period would reveal whether it had any view. */
function stateOf(db: D1Database, { from, to }: Period, size: number): D1PreparedStatement {
  return db
    .prepare(
      `select (select max(moved_at) from visit_shards) as moved_at, (
         select group_concat(distinct rules) from (
           select rules from visit_cells
           where indicator = 'total' and day between date(?1, 'start of month')
             and date(?2, 'start of month', '+1 month', '-1 day')
           group by substr(day, 1, 7), rules having sum(views) >= ?3
         )
       ) as rules`,
    )
    .bind(from, to, size);
}
