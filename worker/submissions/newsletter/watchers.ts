import { openWayBack } from "../../forms/consents/way-back.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { unseal } from "../../vault/sealing.ts";
import type { Language } from "../../web/organization.ts";

/** Somebody who asked to hear of changes and has to be told of a version, still sealed. */
export interface Watcher {
  id: string;
  emailIndex: string;
  language: Language;
  /** When their account was opened; absent where there is none. */
  since?: Date;
  /** Whether they hear of it another way: by their account, or by an earlier subscription. */
  isTold: boolean;
  open: () => Promise<string>;
  /** Opens the secret in the link that ends it, where there is one. */
  openWayBack?: () => Promise<string>;
}

interface WatcherRow {
  reference: string;
  email_index: string;
  sealed_email: string;
  sealed_unsubscribe: string;
  language: Language;
  is_told: number;
}

/** Confirmed subscriptions to notices to which no version up to this one was announced yet. */
export async function watchersToTell(
  db: D1Database,
  ring: KeyRing,
  sequence: number,
  max: number,
): Promise<Watcher[]> {
  const { results } = await db
    .prepare(
      `select reference, email_index, sealed_email, sealed_unsubscribe, language,
         exists (select 1 from users u where u.email_index = s.email_index and u.email_verified = 1)
         or exists (select 1 from newsletter_subscriptions o
           where o.email_index = s.email_index and o.announced >= ?1) as is_told
       from newsletter_subscriptions s
       where list = 'policy-changes' and confirmed_at is not null and ended_at is null and announced < ?1
       order by announced, reference limit ?2`,
    )
    .bind(sequence, max)
    .all<WatcherRow>();
  return results.map((row) => asWatcher(ring, row));
}

/**
 * Confirmed subscriptions to notices to which a version was announced last. Whoever heard otherwise that it was withdrawn
 * has a mail whose id begins with `mail`.
 */
export async function watchersTold(
  db: D1Database,
  ring: KeyRing,
  sequence: number,
  mail: string,
  max: number,
): Promise<Watcher[]> {
  const { results } = await db
    .prepare(
      `select reference, email_index, sealed_email, sealed_unsubscribe, language,
         exists (select 1 from outbox o where o.id = ?2 || s.email_index) as is_told
       from newsletter_subscriptions s
       where list = 'policy-changes' and confirmed_at is not null and ended_at is null and announced = ?1
       order by reference limit ?3`,
    )
    .bind(sequence, mail, max)
    .all<WatcherRow>();
  return results.map((row) => asWatcher(ring, row));
}

/**
 * Notes the last version that was announced to these; the same again changes nothing.
 * @param recalled a later one that was withdrawn, in whose place it comes
 */
export function markWatchers(
  db: D1Database,
  references: readonly string[],
  sequence: number,
  recalled = sequence,
): D1PreparedStatement {
  return db
    .prepare(
      `update newsletter_subscriptions set announced = ?2
       where reference in (select value from json_each(?1)) and (announced < ?2 or announced = ?3)`,
    )
    .bind(JSON.stringify(references), sequence, recalled);
}

/** Notes of a version whose announcement nobody can have read that it was not announced. */
export function unmarkUnreadWatchers(
  db: D1Database,
  date: string,
  sequence: number,
  before: number,
): D1PreparedStatement {
  return db
    .prepare(
      `update newsletter_subscriptions set announced = ?3
       where list = 'policy-changes' and confirmed_at is not null and ended_at is null and announced = ?2
         and email_index in (select email_index from unread_announcements where date = ?1)`,
    )
    .bind(date, sequence, before);
}

function asWatcher(
  ring: KeyRing,
  { reference, email_index, sealed_email, sealed_unsubscribe, language, is_told }: WatcherRow,
): Watcher {
  const place = { table: "newsletter_subscriptions", column: "sealed_email", row: reference } as const;
  return {
    id: reference,
    emailIndex: email_index,
    language,
    isTold: is_told === 1,
    open: () => unseal(ring, place, sealed_email),
    openWayBack: () => openWayBack(ring, reference, sealed_unsubscribe),
  };
}
