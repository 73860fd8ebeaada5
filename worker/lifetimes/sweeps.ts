/** What a sweep erases, as its evidence names it. */
export type Swept =
  | "newsletter"
  | "subscription"
  | "data-request"
  | "link"
  | "mail"
  | "sign-in"
  | "consent"
  | "signature"
  | "erasure";

/**
 * Notes how many rows the statement just before it in the same batch has deleted, beside what was noted for the day.
 * @param day the organization's day, `YYYY-MM-DD`
 */
export function noteErased(db: D1Database, day: string, what: Swept, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `insert into sweeps (day, what, erased, swept_at) select ?1, ?2, changes(), ?3 where true
       on conflict (day, what) do update set erased = erased + excluded.erased, swept_at = excluded.swept_at`,
    )
    .bind(day, what, at.toISOString());
}

/** Whether a sweep has run on a day. */
export async function hasSwept(db: D1Database, day: string, what: Swept): Promise<boolean> {
  return (
    (await db.prepare("select 1 from sweeps where day = ?1 and what = ?2").bind(day, what).first()) !== null
  );
}
