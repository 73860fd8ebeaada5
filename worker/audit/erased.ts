/** When staff erased something in a stretch of time. Read it with `erasedAtIn`. */
export function selectErasedAt(db: D1Database, from: Date, to: Date): D1PreparedStatement {
  return db
    .prepare(
      "select at from audit_entries where action in ('erased', 'erased-child') and at >= ?1 and at < ?2 order by at",
    )
    .bind(from.toISOString(), to.toISOString());
}

/** What `selectErasedAt` gave. */
export function erasedAtIn(result: D1Result | undefined): Date[] {
  return ((result?.results ?? []) as { at: string }[]).map(({ at }) => new Date(at));
}
