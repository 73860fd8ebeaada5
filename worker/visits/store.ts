import type { Cell, Group } from "./schema.ts";

/**
 * Adds a shard's batch of counts to the days, exactly once: a batch that was added before changes nothing.
 * @param sequence counts up for each batch of the shard
 */
export async function addBatch(
  db: D1Database,
  shard: number,
  sequence: number,
  cells: readonly Cell[],
  at: Date,
): Promise<void> {
  await db.batch([
    db
      .prepare(
        `insert into visit_cells (day, rules, indicator, value, views, visits)
         select value ->> 'day', value ->> 'rules', value ->> 'indicator', value ->> 'value',
           value ->> 'views', value ->> 'visits'
         from json_each(?1)
         where not exists (select 1 from visit_shards where shard = ?2 and sequence >= ?3)
         on conflict (day, rules, indicator, value)
         do update set views = views + excluded.views, visits = visits + excluded.visits`,
      )
      .bind(JSON.stringify(cells), shard, sequence),
    db
      .prepare(
        `insert into visit_shards (shard, sequence, moved_at) values (?1, ?2, ?3)
         on conflict (shard) do update set sequence = excluded.sequence, moved_at = excluded.moved_at
         where excluded.sequence > sequence`,
      )
      .bind(shard, sequence, at.toISOString()),
  ]);
}

/** Totals of a period, both days included: by indicator its values, most views first; and when they were moved here. */
export async function totalsBetween(
  db: D1Database,
  from: string,
  to: string,
): Promise<{ groups: Map<string, Group[]>; asOf: Date | undefined }> {
  const [totals, shards] = await db.batch<{ indicator: string; moved_at: string | null } & Group>([
    db
      .prepare(
        `select indicator, value, sum(views) as views, sum(visits) as visits from visit_cells
         where day between ?1 and ?2 and indicator <> 'hour'
         group by indicator, value order by views desc, value`,
      )
      .bind(from, to),
    db.prepare("select max(moved_at) as moved_at from visit_shards"),
  ]);
  const groups = new Map<string, Group[]>();
  for (const { indicator, value, views, visits } of totals?.results ?? []) {
    groups.set(indicator, [...(groups.get(indicator) ?? []), { value, views, visits }]);
  }
  const movedAt = shards?.results[0]?.moved_at;
  return { groups, asOf: movedAt ? new Date(movedAt) : undefined };
}
