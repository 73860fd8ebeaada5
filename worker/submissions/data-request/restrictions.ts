/** From now on what an address sent is only stored. */
export function restrict(
  db: D1Database,
  emailIndex: string,
  reference: string,
  at: Date,
): D1PreparedStatement {
  return db
    .prepare(
      `insert into restrictions (email_index, reference, since) values (?1, ?2, ?3)
       on conflict (email_index) do nothing`,
    )
    .bind(emailIndex, reference, at.toISOString());
}

/** Lifts the restriction of an address. */
export function liftRestriction(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db.prepare("delete from restrictions where email_index = ?1").bind(emailIndex);
}
