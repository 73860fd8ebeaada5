import type { JobResult, JobRun, LastRun } from "./job.ts";

/** Records a run: how often the job ended like this on a day, when last, and how much it has done so far. */
export async function noteRun(db: D1Database, day: string, run: JobRun): Promise<void> {
  await db
    .prepare(
      `insert into job_runs (name, day, result, runs, started_at, ended_at, counts)
       values (?1, ?2, ?3, 1, ?4, ?5, ?6)
       on conflict (name, day, result) do update
         set runs = runs + 1, started_at = ?4, ended_at = ?5, counts = (
           select json_group_object(kind, total) from (
             select key as kind, sum(value) as total
             from (select key, value from json_each(counts) union all select key, value from json_each(?6))
             group by key
           )
         )`,
    )
    .bind(
      run.name,
      day,
      run.result,
      run.startedAt.toISOString(),
      run.endedAt.toISOString(),
      JSON.stringify(run.counts),
    )
    .run();
}

/** How each job last ended on a day, once per result. */
export async function lastRuns(db: D1Database, day: string): Promise<LastRun[]> {
  const { results } = await db
    .prepare("select name, result, ended_at from job_runs where day = ?1")
    .bind(day)
    .all<{ name: string; result: JobResult; ended_at: string }>();
  return results.map(({ name, result, ended_at }) => ({ name, result, endedAt: new Date(ended_at) }));
}

/** What a job's runs of one day that ended alike left behind. */
export interface NotedRun extends Omit<JobRun, "startedAt"> {
  /** The organization's day. */
  day: string;
  runs: number;
}

/** What every job left behind in a period of days. Read it with `runsIn`. */
export function selectRuns(db: D1Database, from: string, to: string): D1PreparedStatement {
  return db
    .prepare(
      "select name, day, result, runs, ended_at, counts from job_runs where day between ?1 and ?2 order by day, name",
    )
    .bind(from, to);
}

/** What some jobs left behind in a period of days. Read it with `runsIn`. */
export function selectRunsOf(
  db: D1Database,
  names: readonly string[],
  from: string,
  to: string,
): D1PreparedStatement {
  return db
    .prepare(
      `select name, day, result, runs, ended_at, counts from job_runs
       where name in (select value from json_each(?1)) and day between ?2 and ?3 order by day, name`,
    )
    .bind(JSON.stringify(names), from, to);
}

/** What `selectRuns` or `selectRunsOf` gave. */
export function runsIn(result: D1Result | undefined): NotedRun[] {
  const rows = (result?.results ?? []) as (Pick<NotedRun, "name" | "day" | "result" | "runs"> & {
    ended_at: string;
    counts: string;
  })[];
  return rows.map(({ ended_at, counts, ...row }) => ({
    ...row,
    endedAt: new Date(ended_at),
    counts: JSON.parse(counts) as NotedRun["counts"],
  }));
}

/** What every job did on a day, without the minutes. */
export async function whatRanOn(
  db: D1Database,
  day: string,
): Promise<Pick<NotedRun, "name" | "result" | "counts">[]> {
  const runs = runsIn(await selectRuns(db, day, day).run());
  return runs.map(({ name, result, counts }) => ({ name, result, counts }));
}

/** Forgets the runs of days before a given one. */
export function deleteRunsBefore(db: D1Database, day: string): D1PreparedStatement {
  return db.prepare("delete from job_runs where day < ?1").bind(day);
}
