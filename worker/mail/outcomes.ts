/** How many mails left and how many failed for good in a stretch of time. Read it with `outcomesIn`. */
export function countOutcomes(db: D1Database, from: Date, to: Date): D1PreparedStatement {
  return db
    .prepare(
      `select (select count(*) from outbox where sent_at >= ?1 and sent_at < ?2) as sent,
         (select count(*) from outbox where failed_at >= ?1 and failed_at < ?2) as failed`,
    )
    .bind(from.toISOString(), to.toISOString());
}

/** What `countOutcomes` gave. */
export function outcomesIn(result: D1Result | undefined): { sent: number; failed: number } {
  const [row] = (result?.results ?? []) as { sent: number; failed: number }[];
  return row ?? { sent: 0, failed: 0 };
}
