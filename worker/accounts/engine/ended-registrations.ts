/** Some registrations that are gone, whose consents were not withdrawn yet. */
export async function endedRegistrations(db: D1Database, max: number): Promise<string[]> {
  const { results } = await db
    .prepare("select user_id from ended_registrations order by user_id limit ?1")
    .bind(max)
    .all<{ user_id: string }>();
  return results.map(({ user_id }) => user_id);
}

/** Forgets registrations whose consents are withdrawn. */
export function forgetRegistrations(db: D1Database, userIds: readonly string[]): D1PreparedStatement {
  return db
    .prepare("delete from ended_registrations where user_id in (select value from json_each(?1))")
    .bind(JSON.stringify(userIds));
}
