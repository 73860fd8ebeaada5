/** Signs somebody up for the weekly mail, from the week after the given one. Asking again changes nothing. */
export function askWeeklyMail(db: D1Database, person: string, week: string, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `insert into statistics_readers (person, asked_at, last_week) values (?1, ?2, ?3)
       on conflict (person) do nothing`,
    )
    .bind(person, at.toISOString(), week);
}

/** Ends somebody's weekly mail, and forgets that they ever asked. */
export function stopWeeklyMail(db: D1Database, person: string): D1PreparedStatement {
  return db.prepare("delete from statistics_readers where person = ?1").bind(person);
}

/** Whether somebody gets the weekly mail. */
export async function wantsWeeklyMail(db: D1Database, person: string): Promise<boolean> {
  const query = db.prepare("select 1 from statistics_readers where person = ?1").bind(person);
  return (await query.first()) !== null;
}

/** Who asked for the weekly mail and has not received that of the week that began on a day. */
export async function readersWaiting(db: D1Database, week: string): Promise<string[]> {
  const { results } = await db
    .prepare(
      "select person from statistics_readers where last_week is null or last_week < ?1 order by person",
    )
    .bind(week)
    .all<{ person: string }>();
  return results.map(({ person }) => person);
}

/** Records that a week's mail is queued for somebody. Put it into the same batch as the mail. */
export function weekQueued(db: D1Database, person: string, week: string): D1PreparedStatement {
  return db.prepare("update statistics_readers set last_week = ?2 where person = ?1").bind(person, week);
}
