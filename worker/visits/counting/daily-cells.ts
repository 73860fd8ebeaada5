import { type Cell, indicators } from "./counts.ts";
import { hasOwnPlace } from "./reserved.ts";

/** How many distinct values a day each indicator may have, in the form the statement below takes. */
export const caps = JSON.stringify(
  Object.fromEntries(Object.entries(indicators).map(([name, { cap }]) => [name, cap])),
);

/** A value that had this many views in the seven days before has a place, too, so that no flood of new ones takes it. */
export const regularFrom = 5;

/**
 * Adds cells to their days. A value new to the day gets a place while its indicator has one left, those with most views
 * first; otherwise it becomes `other`. Well-known and regular values need none that is left. So the cap holds for all
 * others, whoever sends them and in however many parts. ?1 cells, ?2 caps, ?3 and ?4 the shard and its batch number, ?5
 * how many views make a value regular; a batch already added adds nothing.
 */
export const addCells = `
  with given as materialized (
    select value ->> 'indicator' as indicator, value ->> 'day' as day, value ->> 'value' as name,
      value ->> 'rules' as rules, value ->> 'views' as views, value ->> 'visits' as visits,
      value ->> 'own' as has_own_place
    from json_each(?1)
  ), held as materialized (
    select indicator, day, rules, count(*) as places from visit_cells
    where (indicator, day) in (select indicator, day from given) and value <> 'other'
    group by indicator, day, rules
  ), known as (
    select given.*, name = 'other' or has_own_place or exists (
      select 1 from visit_cells c where c.indicator = given.indicator and c.day = given.day and c.value = name
        and c.rules = given.rules
    ) or (
      select coalesce(sum(c.views), 0) from json_each('[1, 2, 3, 4, 5, 6, 7]') ago cross join visit_cells c
        on c.indicator = given.indicator and c.day = date(given.day, '-' || ago.value || ' days') and c.value = name
          and c.rules = given.rules
    ) >= cast(?5 as integer) as is_known
    from given
  ), ranked as (
    select *, row_number() over (
      partition by indicator, day, rules, is_known order by views desc, name
    ) as place
    from known
  )
  insert into visit_cells (indicator, day, value, rules, views, visits)
  select ranked.indicator, ranked.day,
    iif(is_known or cap.value is null or place + coalesce(held.places, 0) <= cap.value, name, 'other') as value,
    ranked.rules, sum(ranked.views), sum(ranked.visits)
  from ranked
  left join held using (indicator, day, rules)
  left join json_each(?2) as cap on cap.key = ranked.indicator
  where not exists (select 1 from visit_shards where shard = ?3 and sequence >= ?4)
  group by 1, 2, 3, 4
  on conflict (indicator, day, value, rules)
  do update set views = views + excluded.views, visits = visits + excluded.visits`;

/**
 * Adds a shard's batch of counts to the days exactly once.
 * @param sequence counts up with each batch of the shard
 */
export async function addBatch(
  db: D1Database,
  shard: number,
  sequence: number,
  cells: readonly Cell[],
  at: Date,
): Promise<void> {
  await db.batch([
    db.prepare(addCells).bind(JSON.stringify(cells.map(withPlace)), caps, shard, sequence, regularFrom),
    openMonths(db, cells),
    db
      .prepare(
        `insert into visit_shards (shard, sequence, moved_at) values (?1, ?2, ?3)
         on conflict (shard) do update set sequence = excluded.sequence, moved_at = excluded.moved_at
         where excluded.sequence > sequence`,
      )
      .bind(shard, sequence, at.toISOString()),
  ]);
}

/** A cell as `addCells` takes it. */
export function withPlace(cell: Cell): Cell & { own: number } {
  return { ...cell, own: Number(hasOwnPlace(cell)) };
}

/** The shards that have moved counts here since an instant. */
export async function shardsSince(db: D1Database, at: Date): Promise<number[]> {
  const query = db.prepare("select shard from visit_shards where moved_at >= ?1").bind(at.toISOString());
  return (await query.all<{ shard: number }>()).results.map(({ shard }) => shard);
}

/**
 * Sums the months that are over, and deletes the counts of days before the first one kept.
 * @param today `YYYY-MM-DD`
 * @param keptFrom undefined when counts are kept as long as the purpose needs
 * @returns how many counts of days were deleted
 */
export async function sweepDays(
  db: D1Database,
  today: string,
  keptFrom: string | undefined,
): Promise<number> {
  const first = keptFrom ?? "0000-00-00";
  const every = JSON.stringify([...Object.keys(indicators), "not-counted"]);
  const [cells] = await db.batch([
    db
      .prepare("delete from visit_cells where indicator in (select value from json_each(?1)) and day < ?2")
      .bind(every, first),
    db.prepare("delete from visit_months where month || '-01' < ?1").bind(first),
    closeMonths(db, today.slice(0, 7), first),
  ]);
  return cells?.meta.changes ?? 0;
}

/** Deletes the sums of months that something is added to. */
function openMonths(db: D1Database, cells: readonly Cell[]): D1PreparedStatement {
  const months = [...new Set(cells.map(({ day }) => day.slice(0, 7)))];
  return db
    .prepare("delete from visit_months where month in (select value from json_each(?1))")
    .bind(JSON.stringify(months));
}

/** Sums the months before a given one that have views but no sums, if they are kept whole. */
function closeMonths(db: D1Database, month: string, kept: string): D1PreparedStatement {
  return db
    .prepare(
      `insert into visit_months (month, indicator, value, views, visits)
       select substr(day, 1, 7), indicator, value, sum(views), sum(visits) from visit_cells
       where substr(day, 1, 7) in (
         select substr(day, 1, 7) from visit_cells where indicator = 'total' and day < ?1 || '-01'
             and substr(day, 1, 7) || '-01' >= ?2
         except select month from visit_months where indicator = 'total'
       )
       group by substr(day, 1, 7), indicator, value`,
    )
    .bind(month, kept);
}
