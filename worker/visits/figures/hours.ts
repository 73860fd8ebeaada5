import { type Period, spansOf } from "./periods.ts";
import type { Only } from "./query.ts";

/**
 * Full groups of each hour of the day, at one page or at all of them: the views of all pages in that hour are one value,
 * cut like any other. Empty where there is no period to show.
 */
export function hoursIn(
  db: D1Database,
  period: Period | undefined,
  only: Only | undefined,
  size: number,
): D1PreparedStatement {
  const [first, last] = only?.by === "page" ? [only.value, only.value] : ["", afterAllPages];
  return db
    .prepare(
      `with recursive spans as (
         select span.value ->> 'sign' as sign, span.value ->> 'month' as month, span.value ->> 'from' as day,
           span.value ->> 'to' as last,
           span.value ->> 'whole' and exists (
             select 1 from visit_months where month = span.value ->> 'month' and indicator = 'total'
           ) as summed
         from json_each(?1) as span
       ), days as (
         select sign, month, day, last from spans where not summed
         union all
         select sign, month, date(day, '+1 day'), last from days where day < last
       ), sums as (
         select spans.sign, substr(m.value, -2) as value, sum(m.views) as views, sum(m.visits) as visits
         from spans cross join visit_months m on m.month = spans.month and m.indicator = 'hour'
           and m.value between ?2 || ' 00' and ?4 || ' 23'
         where spans.summed
         group by spans.month, spans.sign, substr(m.value, -2)
         union all
         select days.sign, substr(c.value, -2), sum(c.views), sum(c.visits)
         from days cross join visit_cells c on c.indicator = 'hour' and c.day = days.day
           and c.value between ?2 || ' 00' and ?4 || ' 23'
         group by days.month, days.sign, substr(c.value, -2)
       )
       select value, sum(sign * (views / cast(?3 as integer)) * ?3) as views,
         sum(sign * (visits / cast(?3 as integer)) * ?3) as visits
       from sums group by value having sum(sign * (views / cast(?3 as integer))) > 0 order by value`,
    )
    .bind(JSON.stringify(period ? spansOf(period) : []), first, size, last);
}

/** Sorts behind every page. */
const afterAllPages = "\u{10ffff}";
