import type { Span } from "../../lifetimes/ends.ts";
import { holdEndedSubscriptions } from "../../lifetimes/held-erasures.ts";

/** References of subscriptions whose readers left and whose time is over. What is held is not among them. */
export async function subscriptionsOver(
  db: D1Database,
  over: readonly Span[],
  max: number,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `select n.reference from json_each(?1) s cross join newsletter_subscriptions n
         on n.ended_at <= s.value ->> 'over'
           and n.requested_at >= s.value ->> 'from' and n.requested_at < s.value ->> 'until'
       where not exists (select 1 from held_submissions where reference = n.reference)
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
      `select count(*) as count from json_each(?1) s cross join newsletter_subscriptions n
         on n.ended_at <= s.value ->> 'over'
           and n.requested_at >= s.value ->> 'from' and n.requested_at < s.value ->> 'until'
       where exists (select 1 from held_submissions where reference = n.reference)`,
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
    holdEndedSubscriptions(db, over),
    db
      .prepare(
        `update newsletter_subscriptions set email_index = 'held/' || reference
         where reference in (
           select n.reference from json_each(?1) s cross join newsletter_subscriptions n
             on n.ended_at <= s.value ->> 'over'
               and n.requested_at >= s.value ->> 'from' and n.requested_at < s.value ->> 'until'
           where exists (select 1 from held_submissions where reference = n.reference)
             and not exists (select 1 from held_submissions where reference = n.reference and silent = 0)
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
