import type { Span } from "../lifetimes/ends.ts";

/** Erases all mail with these ids, or with ids that begin with one of them and a slash. */
export function deleteMailAboutEach(db: D1Database, ids: readonly string[]): D1PreparedStatement {
  return db
    .prepare(
      `delete from outbox where id in (select value from json_each(?1)) or id in (
         select o.id from json_each(?1) r cross join outbox o on o.id >= r.value || '/' and o.id < r.value || '0'
       )`,
    )
    .bind(JSON.stringify(ids));
}

/** Forgets up to `max` mails that left or were given up before an instant. */
export function deleteMailBefore(db: D1Database, left: Date, max: number): D1PreparedStatement {
  return db
    .prepare(
      "delete from outbox where id in (select id from outbox where sent_at <= ?1 or dropped_at <= ?1 limit ?2)",
    )
    .bind(left.toISOString(), max);
}

/**
 * Forgets up to `max` mails that failed for good, or that staff left held, and whose time is over, with their words. Mail
 * about something held by law stays.
 */
export function deleteFailedMail(db: D1Database, over: readonly Span[], max: number): D1PreparedStatement {
  return db
    .prepare(
      `delete from outbox where id in (
         select o.id from json_each(?1) s cross join outbox o
           on o.state in ('failed', 'suppressed', 'held') and o.since <= s.value ->> 'over'
             and o.queued_at >= s.value ->> 'from' and o.queued_at < s.value ->> 'until'
         where not exists (select 1 from held_mail where id = o.id) limit ?2
       )`,
    )
    .bind(JSON.stringify(over), max);
}

/** How much mail that failed for good is there only because what it is about is held. */
export async function countHeldMail(db: D1Database, over: readonly Span[]): Promise<number> {
  const row = await db
    .prepare(
      `select count(*) as count from json_each(?1) s cross join outbox o
         on o.state in ('failed', 'suppressed', 'held') and o.since <= s.value ->> 'over'
           and o.queued_at >= s.value ->> 'from' and o.queued_at < s.value ->> 'until'
       where exists (select 1 from held_mail where id = o.id)`,
    )
    .bind(JSON.stringify(over))
    .first<{ count: number }>();
  return row?.count ?? 0;
}
