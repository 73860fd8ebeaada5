import type { DeskItem } from "../desk/item.ts";
import { type ItemRow, itemOf } from "../desk/items.ts";

/** The item with this reference, for who searches for one. Read it with `itemsIn`. */
export function selectByReference(db: D1Database, reference: string): D1PreparedStatement {
  return db
    .prepare(
      `select i.*, null as suspicions, null as status_at, null as guardian_agreed_at, null as confirmed_at
       from desk_items i where reference = ?1 and state <> 'unconfirmed'`,
    )
    .bind(reference);
}

/** What an address has sent, latest first. Read it with `itemsIn`. */
export function selectByEmail(db: D1Database, emailIndex: string, max: number): D1PreparedStatement {
  return db
    .prepare(
      `select i.*, null as suspicions, null as status_at, null as guardian_agreed_at, null as confirmed_at
       from forms_by_email f join desk_items i on i.reference = f.reference
       where f.email_index = ?1 and i.state <> 'unconfirmed' and i.desk <> 'none'
       order by f.received_at desc, f.reference limit ?2`,
    )
    .bind(emailIndex, max);
}

/** What the addresses that gave a phone number have sent, latest first; nothing for an empty index. Read it with `itemsIn`. */
export function selectByPhone(db: D1Database, phoneIndex: string, max: number): D1PreparedStatement {
  return db
    .prepare(
      `select i.*, null as suspicions, null as status_at, null as guardian_agreed_at, null as confirmed_at
       from (
         select distinct email_index from phones_by_email
         where phone_index = ?1 and email_index not in (select email_index from held_erasures) limit ?2
       ) p cross join forms_by_email f on f.email_index = p.email_index
       join desk_items i on i.reference = f.reference
       where i.state <> 'unconfirmed' and i.desk <> 'none'
       order by f.received_at desc, f.reference limit ?2`,
    )
    .bind(phoneIndex, max);
}

/**
 * The newest open items, or those before a key of `keyText`. Each desk gives its newest, so that no more than those are
 * read and sorted. Read them with `itemsIn`.
 */
export function selectOpenBefore(db: D1Database, before: string, max: number): D1PreparedStatement {
  const [since = "9999", reference = ""] = before === "" ? [] : before.split("_");
  return db
    .prepare(
      `select i.*, null as suspicions, null as status_at, null as guardian_agreed_at, null as confirmed_at
       from (
         select * from (select * from desk_items
           where desk = 'inbox' and state = 'waiting' and (since, reference) < (?1, ?2)
           order by since desc, reference desc limit ?3)
         union all
         select * from (select * from desk_items
           where desk = 'orders' and state = 'waiting' and (since, reference) < (?1, ?2)
           order by since desc, reference desc limit ?3)
         union all
         select * from (select * from desk_items
           where desk = 'data-requests' and state = 'waiting' and (since, reference) < (?1, ?2)
           order by since desc, reference desc limit ?3)
       ) i
       order by since desc, reference desc limit ?3`,
    )
    .bind(since, reference, max);
}

/** The result of a search. */
export function itemsIn(result: D1Result | undefined): DeskItem[] {
  return ((result?.results ?? []) as unknown as ItemRow[]).map(itemOf);
}
