/** Since when the mail service takes nothing for an address, by the mail that waits here for it. Read it with `suppressedIn`. */
export function selectSuppressed(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare("select min(failed_at) as since from outbox where recipient_index = ?1 and state = 'suppressed'")
    .bind(emailIndex);
}

/** The result of `selectSuppressed`. */
export function suppressedIn(result: D1Result | undefined): Date | undefined {
  const [row] = (result?.results ?? []) as { since: string | null }[];
  return row?.since ? new Date(row.since) : undefined;
}
