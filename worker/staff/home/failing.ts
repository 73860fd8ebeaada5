/** Jobs whose last run since a day failed or set something aside. Read it with `failingIn`. */
export function selectFailing(db: D1Database, since: string): D1PreparedStatement {
  return db
    .prepare(
      `select name from job_runs where day >= ?1 group by name
       having max(iif(result = 'failed', ended_at, '')) = max(ended_at) order by name`,
    )
    .bind(since);
}

/** The names of these jobs. */
export function failingIn(result: D1Result | undefined): string[] {
  return ((result?.results ?? []) as { name: string }[]).map(({ name }) => name);
}
