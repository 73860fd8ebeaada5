import { monthStart } from "../../web/days.ts";
import { indicators } from "../counting/counts.ts";
import type { Compared, DayFigure, Figure, Note, Released, Row } from "./figures.ts";
import { fromLogsIn } from "./from-logs.ts";
import { type Period, spansOf } from "./periods.ts";

/** What is read of the counts. */
export interface Reading extends Compared {
  period: Period;
  /** Only full groups of this many views or visits are read. */
  smallestGroup: number;
  page: string | undefined;
}

/** Reads a period in one round trip. The rows read depend on values and days, not on views. */
export async function readPeriod(db: D1Database, reading: Reading): Promise<Released> {
  const { period, before, yearBefore, smallestGroup, page } = reading;
  const compared = page === undefined ? ["total"] : ["page"];
  const shown = [...Object.keys(indicators).filter((name) => name !== "hour"), "not-counted"];
  const [rows, was, wasYearAgo, logs, days, hours, notes, state] = await db.batch([
    groupsIn(db, period, shown, smallestGroup),
    groupsIn(db, before, compared, smallestGroup),
    groupsIn(db, yearBefore, compared, smallestGroup),
    fromLogsIn(db, period, smallestGroup),
    daysIn(db, period, page, smallestGroup),
    hoursIn(db, period, page, smallestGroup),
    notesIn(db, period),
    stateOf(db, period, smallestGroup),
  ]);
  const known = state?.results[0] as { moved_at: string | null; rules: string | null } | undefined;
  return {
    rows: Map.groupBy((rows?.results ?? []) as (Row & { indicator: string })[], ({ indicator }) => indicator),
    before: figureOf(was, page),
    yearBefore: figureOf(wasYearAgo, page),
    fromLogs: { all: figureOf(logs, undefined), policy: figureOf(logs, "policy") },
    days: (days?.results ?? []) as DayFigure[],
    hours: (hours?.results ?? []) as Row[],
    notes: (notes?.results ?? []) as Note[],
    asOf: known?.moved_at ? new Date(known.moved_at) : undefined,
    rules: known?.rules?.split(",").sort() ?? [],
  };
}

/** Stores a note; the same note again changes nothing. */
export async function insertNote(
  db: D1Database,
  id: string,
  note: Omit<Note, "id">,
  at: Date,
): Promise<void> {
  await db
    .prepare(
      `insert into statistics_notes (id, day, note, written_at) values (?1, ?2, ?3, ?4)
       on conflict (id) do nothing`,
    )
    .bind(id, note.day, note.note, at.toISOString())
    .run();
}

export async function deleteNote(db: D1Database, id: string): Promise<void> {
  await db.prepare("delete from statistics_notes where id = ?1").bind(id).run();
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

/** Full groups of each day, for the whole site or one page. */
function daysIn(db: D1Database, { from, to }: Period, page: string | undefined, size: number) {
  return db
    .prepare(
      `with days as (
         select day, sum(views) as views, sum(visits) as visits from visit_cells
         where indicator = ?1 and value = ?2 and day between ?3 and ?5 group by day
       ), so_far as (
         select day, views, visits, sum(views) over month as all_views, sum(visits) over month as all_visits
         from days window month as (partition by substr(day, 1, 7) order by day)
       )
       select day, (all_views / cast(?6 as integer) - (all_views - views) / cast(?6 as integer)) * ?6 as views,
         (all_visits / cast(?6 as integer) - (all_visits - visits) / cast(?6 as integer)) * ?6 as visits
       from so_far where day >= ?4 order by day`,
    )
    .bind(page === undefined ? "total" : "page", page ?? "all", monthStart(from), from, to, size);
}

/** Full groups of each hour of the day at one page; empty where none is selected. */
function hoursIn(db: D1Database, period: Period, page: string | undefined, size: number) {
  return db
    .prepare(
      `with recursive spans as (
         select span.value ->> 'sign' as sign, span.value ->> 'month' as month, span.value ->> 'from' as day,
           span.value ->> 'to' as last,
           span.value ->> 'whole' and exists (
             select 1 from visit_months where month = span.value ->> 'month' and indicator = 'total'
           ) as summed
         from json_each(?1) as span where ?2 is not null
       ), days as (
         select sign, month, day, last from spans where not summed
         union all
         select sign, month, date(day, '+1 day'), last from days where day < last
       ), sums as (
         select spans.sign, m.value, m.views, m.visits
         from spans cross join visit_months m on m.month = spans.month and m.indicator = 'hour'
           and m.value between ?2 || ' 00' and ?2 || ' 23'
         where spans.summed
         union all
         select days.sign, c.value, sum(c.views), sum(c.visits)
         from days cross join visit_cells c on c.indicator = 'hour' and c.day = days.day
           and c.value between ?2 || ' 00' and ?2 || ' 23'
         group by days.month, days.sign, c.value
       )
       select substr(value, -2) as value, sum(sign * (views / cast(?3 as integer)) * ?3) as views,
         sum(sign * (visits / cast(?3 as integer)) * ?3) as visits
       from sums group by value having sum(sign * (views / cast(?3 as integer))) > 0 order by value`,
    )
    .bind(JSON.stringify(spansOf(period)), page ?? null, size);
}

/** The figure of the whole site, or of one page. */
function figureOf(result: D1Result | undefined, page: string | undefined): Figure {
  const row = ((result?.results ?? []) as Row[]).find(({ value }) => value === (page ?? "all"));
  return { views: row?.views ?? 0, visits: row?.visits ?? 0 };
}

/** How many notes of a period are shown. */
const maxNotes = 100;

function notesIn(db: D1Database, { from, to }: Period): D1PreparedStatement {
  return db
    .prepare(
      `select id, day, note from statistics_notes where day between ?1 and ?2
       order by day, written_at limit ?3`,
    )
    .bind(from, to, maxNotes);
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
