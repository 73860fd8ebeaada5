import type { Figure, Row } from "./figures.ts";
import { type Period, spansOf } from "./periods.ts";

/**
 * Full groups of views that were read from logs, cut in the same way: all of them, and those of the policy. Only days
 * that imported logs cover are looked through: on a site without any, none.
 */
export function fromLogsIn(db: D1Database, period: Period, size: number): D1PreparedStatement {
  return db
    .prepare(
      `with covered as (
         select min(first_day) as first, max(last_day) as last from visit_imports
       ), sums as (
         select span.value ->> 'sign' as sign, c.indicator, sum(c.views) as views, sum(c.visits) as visits
         from covered cross join json_each(?1) as span cross join visit_cells c on c.indicator in ('total', 'page')
           and c.day between max(span.value ->> 'from', covered.first) and min(span.value ->> 'to', covered.last)
           and c.rules glob '*-log'
           and (c.indicator = 'total' or c.value glob '*/policy/' or c.value glob '*/policy/20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]/')
         group by span.value ->> 'month', span.value ->> 'sign', c.indicator, c.value
       )
       select iif(indicator = 'total', 'all', 'policy') as value,
         sum(sign * (views / cast(?2 as integer)) * ?2) as views,
         sum(sign * (visits / cast(?2 as integer)) * ?2) as visits
       from sums group by indicator`,
    )
    .bind(JSON.stringify(spansOf(period)), size);
}

/** The result of `fromLogsIn`. */
export function logFigures(result: D1Result | undefined): { all: Figure; policy: Figure } {
  const rows = (result?.results ?? []) as Row[];
  const of = (name: string): Figure => rows.find(({ value }) => value === name) ?? { views: 0, visits: 0 };
  return { all: of("all"), policy: of("policy") };
}
