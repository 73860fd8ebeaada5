import type { List } from "./form.ts";

/** A subscription found by the hash of its unsubscribe token. */
export interface FoundReader {
  emailIndex: string;
  list: List;
  /** References of every subscription of the address to this list, including ended ones. */
  references: readonly string[];
  isSubscribed: boolean;
}

/** Whose unsubscribe link this is, with every subscription of the same address. */
export async function findReader(db: D1Database, unsubscribeHash: string): Promise<FoundReader | undefined> {
  const { results } = await db
    .prepare(
      `select same.email_index, same.list, same.reference, same.ended_at
       from newsletter_subscriptions as own join newsletter_subscriptions as same using (email_index, list)
       where own.unsubscribe_hash = ?1 
         and not exists (select 1 from hidden_subscriptions h where h.reference = own.reference)`,
    )
    .bind(unsubscribeHash)
    .all<{ email_index: string; list: List; reference: string; ended_at: string | null }>();
  const [first] = results;
  if (!first) return undefined;
  return {
    emailIndex: first.email_index,
    list: first.list,
    references: results.map(({ reference }) => reference),
    isSubscribed: results.some(({ ended_at }) => ended_at === null),
  };
}
