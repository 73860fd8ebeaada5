import type { Span } from "../../lifetimes/ends.ts";

/** References of subscriptions whose readers left and whose time is over. What is held is not among them. */
export async function subscriptionsOver(
  db: D1Database,
  over: readonly Span[],
  max: number,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `select n.reference from newsletter_subscriptions n join json_each(?1) s
         on n.requested_at >= s.value ->> 'from' and n.requested_at < s.value ->> 'until'
       where n.ended_at <= s.value ->> 'over'
         and n.reference not in (select reference from held_submissions)
       limit ?2`,
    )
    .bind(JSON.stringify(over), max)
    .all<{ reference: string }>();
  return results.map(({ reference }) => reference);
}

/** How many of them are there only because they are held. */
export async function countHeldSubscriptions(db: D1Database, over: readonly Span[]): Promise<number> {
  const row = await db
    .prepare(
      `select count(*) as count from newsletter_subscriptions n join json_each(?1) s
         on n.requested_at >= s.value ->> 'from' and n.requested_at < s.value ->> 'until'
       where n.ended_at <= s.value ->> 'over' and n.reference in (select reference from held_submissions)`,
    )
    .bind(JSON.stringify(over))
    .first<{ count: number }>();
  return row?.count ?? 0;
}

/**
 * Files subscriptions whose time is over, and which only a silent hold keeps, where their readers do not find them. What
 * holds them by their reader's address or account holds them by their reference from then on.
 */
export function hideSilent(db: D1Database, over: readonly Span[]): D1PreparedStatement[] {
  const bound = JSON.stringify(over);
  return [
    db
      .prepare(
        `insert into legal_hold_subjects (hold, subject)
         select h.hold, n.reference from newsletter_subscriptions n join json_each(?1) s
           on n.requested_at >= s.value ->> 'from' and n.requested_at < s.value ->> 'until'
         left join users u on u.email_index = n.email_index
         join legal_hold_subjects h on h.subject in (n.email_index, u.id)
         where n.ended_at <= s.value ->> 'over'
           and n.reference in (select reference from held_submissions where silent = 1)
         on conflict do nothing`,
      )
      .bind(bound),
    db
      .prepare(
        `update newsletter_subscriptions set email_index = 'held/' || reference
         where reference in (select reference from held_submissions where silent = 1)
           and exists (
             select 1 from json_each(?1) s
             where requested_at >= s.value ->> 'from' and requested_at < s.value ->> 'until'
               and ended_at <= s.value ->> 'over'
           )`,
      )
      .bind(bound),
  ];
}

/** Erases these subscriptions. */
export function deleteSubscriptions(db: D1Database, references: readonly string[]): D1PreparedStatement {
  return db
    .prepare("delete from newsletter_subscriptions where reference in (select value from json_each(?1))")
    .bind(JSON.stringify(references));
}
