/** What a key proves that is checked every day. */
export type Proven = "records" | "receipts";

/** Notes that a key was found to prove what it should. */
export async function noteKey(db: D1Database, proves: Proven, id: string, at: Date): Promise<void> {
  await db
    .prepare(
      `insert into noted_keys (proves, id, first_used_at, checked_at) values (?1, ?2, ?3, ?3)
       on conflict (proves, id) do update set checked_at = excluded.checked_at`,
    )
    .bind(proves, id, at.toISOString())
    .run();
}

/** The key that was checked last. Read it with `newestKeyIn`. */
export function selectNotedKey(db: D1Database, proves: Proven): D1PreparedStatement {
  return db
    .prepare("select id, first_used_at from noted_keys where proves = ?1 order by checked_at desc limit 1")
    .bind(proves);
}
