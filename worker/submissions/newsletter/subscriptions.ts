import { openWayBack, sealWayBack } from "../../forms/consents/way-back.ts";
import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { emailIndex, seal, unseal } from "../../vault/sealing.ts";
import type { Language } from "../../web/organization.ts";
import { hashOf } from "../../web/sha256.ts";
import type { List, Subscription } from "./form.ts";

export const sealedSubscriptions = {
  table: "newsletter_subscriptions",
  row: "reference",
  columns: ["sealed_email", "sealed_unsubscribe"],
} as const satisfies SealedTable;

interface SubscriptionRow {
  reference: string;
  language: Language;
  sealed_email: string;
  sealed_unsubscribe: string;
  list?: List;
}

/** Stores that somebody asked for the newsletter, which they get once they confirm. The same again changes nothing. */
export async function insertSubscription(
  db: D1Database,
  ring: KeyRing,
  { reference, language, email, list = "newsletter", unsubscribe }: Subscription,
  requestedAt: Date,
): Promise<D1PreparedStatement> {
  return db
    .prepare(
      `insert into newsletter_subscriptions (reference, requested_at, language, email_index, sealed_email,
         unsubscribe_hash, sealed_unsubscribe, list)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
       on conflict (reference) do nothing`,
    )
    .bind(
      reference,
      requestedAt.toISOString(),
      language,
      await emailIndex(ring, email),
      await seal(ring, place(reference), email),
      await hashOf(unsubscribe),
      await sealWayBack(ring, reference, unsubscribe),
      list,
    );
}

/** Whoever asked for the newsletter under this reference and has not left. */
export async function findSubscription(
  db: D1Database,
  ring: KeyRing,
  reference: string,
): Promise<Subscription | undefined> {
  const row = await db
    .prepare(
      `select reference, language, sealed_email, sealed_unsubscribe, list from newsletter_subscriptions
       where reference = ?1 and ended_at is null`,
    )
    .bind(reference)
    .first<SubscriptionRow>();
  return row ? open(ring, row) : undefined;
}

/** Confirms a subscription. An earlier one of the same address ends, so nobody gets an issue twice. */
export function confirmSubscription(db: D1Database, reference: string, at: Date): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `update newsletter_subscriptions set ended_at = ?2, sealed_email = null
         where reference <> ?1 and confirmed_at is not null and ended_at is null
           and (email_index, list) =
             (select email_index, list from newsletter_subscriptions where reference = ?1)`,
      )
      .bind(reference, at.toISOString()),
    db
      .prepare(
        `update newsletter_subscriptions set confirmed_at = ?2
         where reference = ?1 and confirmed_at is null and ended_at is null`,
      )
      .bind(reference, at.toISOString()),
  ];
}

/**
 * Ends every subscription of an address to a list and erases the address. The blind index stays, to find what belongs to its
 * owner.
 */
export function endSubscriptions(
  db: D1Database,
  index: string,
  at: Date,
  list: List = "newsletter",
): D1PreparedStatement {
  return db
    .prepare(
      `update newsletter_subscriptions set ended_at = ?2, sealed_email = null
       where email_index = ?1 and list = ?3 and ended_at is null`,
    )
    .bind(index, at.toISOString(), list);
}

/** References of readers who get issues in a language, in order after a given one, each with what opens it. */
export async function readersAfter(
  db: D1Database,
  ring: KeyRing,
  language: Language,
  reference: string,
  max: number,
): Promise<{ reference: string; open: () => Promise<Subscription> }[]> {
  const { results } = await db
    .prepare(
      `select reference, language, sealed_email, sealed_unsubscribe from newsletter_subscriptions
       where list = 'newsletter' and confirmed_at is not null and ended_at is null and language = ?1
         and reference > ?2 and email_index not in (select email_index from restrictions)
       order by reference limit ?3`,
    )
    .bind(language, reference, max)
    .all<SubscriptionRow>();
  return results.map((row) => ({ reference: row.reference, open: () => open(ring, row) }));
}

/** How many readers get issues in a language: all but those whom a hold keeps, of whom there are never many. */
export async function countReaders(db: D1Database, language: Language): Promise<number> {
  const row = await db
    .prepare(
      `select readers - (
         select count(*) from (
           select list, confirmed_at, ended_at, language from hidden_subscriptions h
           join newsletter_subscriptions n on n.reference = h.reference limit 500
         ) where list = 'newsletter' and confirmed_at is not null and ended_at is null and language = ?1
       ) as readers from reader_counts where language = ?1`,
    )
    .bind(language)
    .first<{ readers: number }>();
  return row?.readers ?? 0;
}

async function open(ring: KeyRing, row: SubscriptionRow): Promise<Subscription> {
  const { reference, language, sealed_email, sealed_unsubscribe, list } = row;
  const email = await unseal(ring, place(reference), sealed_email);
  const unsubscribe = await openWayBack(ring, reference, sealed_unsubscribe);
  return { reference, language, email, unsubscribe, ...(list ? { list } : {}) };
}

function place(row: string) {
  return { table: sealedSubscriptions.table, column: sealedSubscriptions.columns[0], row };
}

/** The subscriptions of an address, latest first. Read them with `subscriptionsIn`. */
export function selectSubscriptionsOf(db: D1Database, index: string): D1PreparedStatement {
  return db
    .prepare(
      `select reference, list, requested_at, confirmed_at, ended_at from newsletter_subscriptions
       where email_index = ?1 order by requested_at desc`,
    )
    .bind(index);
}

/** Erases the subscriptions of an address. */
export function deleteSubscriptionsOf(db: D1Database, index: string): D1PreparedStatement {
  return db.prepare("delete from newsletter_subscriptions where email_index = ?1").bind(index);
}

/** Those of these subscriptions that nobody has confirmed or ended. */
export async function unconfirmedAmong(db: D1Database, references: readonly string[]): Promise<string[]> {
  const { results } = await db
    .prepare(
      `select reference from newsletter_subscriptions
       where confirmed_at is null and ended_at is null and reference in (select value from json_each(?1))`,
    )
    .bind(JSON.stringify(references))
    .all<{ reference: string }>();
  return results.map(({ reference }) => reference);
}
