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

/** Forgets mail that left or was given up before an instant. */
export function deleteMailBefore(db: D1Database, left: Date): D1PreparedStatement {
  return db.prepare("delete from outbox where sent_at <= ?1 or dropped_at <= ?1").bind(left.toISOString());
}

/** Forgets mail that failed for good and whose time is over, with its words. Mail about something held stays. */
export function deleteFailedMail(db: D1Database, over: readonly Span[]): D1PreparedStatement {
  return db
    .prepare(
      `delete from outbox where id in (
         select o.id from outbox o join json_each(?1) s
           on o.queued_at >= s.value ->> 'from' and o.queued_at < s.value ->> 'until'
         where o.failed_at <= s.value ->> 'over'
           and not exists (select 1 from held_mail where id = o.id)
       )`,
    )
    .bind(JSON.stringify(over));
}

/** How much mail that failed for good is there only because what it is about is held. */
export async function countHeldMail(db: D1Database, over: readonly Span[]): Promise<number> {
  const row = await db
    .prepare(
      `select count(*) as count from outbox o join json_each(?1) s
         on o.queued_at >= s.value ->> 'from' and o.queued_at < s.value ->> 'until'
       where o.failed_at <= s.value ->> 'over' and exists (select 1 from held_mail where id = o.id)`,
    )
    .bind(JSON.stringify(over))
    .first<{ count: number }>();
  return row?.count ?? 0;
}
