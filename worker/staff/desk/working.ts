import type { DeskItem, Waiting } from "./item.ts";
import { type ItemRow, itemOf, maxCounted } from "./items.ts";
import type { Cutoffs } from "./listing.ts";

/** The item with this reference. Read it with `itemIn`. */
export function selectItem(db: D1Database, reference: string): D1PreparedStatement {
  return db
    .prepare(
      `select i.*, s.suspicions, s.status_at, s.guardian_agreed_at, d.confirmed_at
       from desk_items i
       left join submissions s on s.reference = i.reference left join data_requests d on d.reference = i.reference
       where i.reference = ?1`,
    )
    .bind(reference);
}

/** The result of `selectItem`. */
export function itemIn(result: D1Result | undefined): DeskItem | undefined {
  const [row] = (result?.results ?? []) as unknown as ItemRow[];
  return row && itemOf(row);
}

/** Gives an item to somebody of the staff, or to nobody. */
export function assignItem(db: D1Database, reference: string, assignee: string | null): D1PreparedStatement {
  return db.prepare("update desk_items set assignee = ?2 where reference = ?1").bind(reference, assignee);
}

/** Takes the items of somebody who is no longer of the staff back to nobody. */
export function unassignAll(db: D1Database, userId: string): D1PreparedStatement {
  return db.prepare("update desk_items set assignee = null where assignee = ?1").bind(userId);
}

/** Extends the answer to a data request to a day. */
export function extendItem(db: D1Database, reference: string, day: string): D1PreparedStatement {
  return db.prepare("update desk_items set due_on = ?2 where reference = ?1").bind(reference, day);
}

/** Forgets the marks of requests that were erased by an instant. */
export function deleteErasedBefore(db: D1Database, at: Date): D1PreparedStatement {
  return db
    .prepare("delete from desk_items where desk = 'data-requests' and state = 'erased' and since <= ?1")
    .bind(at.toISOString());
}

/**
 * What waits, per form: how many as far as they are counted, since when, and how many are overdue. Read it with `waitingIn`. Of orders only those
 * count whose client waits for us.
 */
export function selectWaiting(db: D1Database, cutoffs: Cutoffs): D1PreparedStatement {
  return db
    .prepare(
      `select form, count(*) as count, min(since) as since,
         sum(iif(form = 'data-request', iif(due_on is null, asked_at < ?2, due_on < ?3), asked_at < ?1) is 1) as overdue
       from (
         select * from (select * from desk_items where desk = 'inbox' and state = 'waiting' order by since limit ?4)
         union all
         select * from (select * from desk_items where desk = 'orders' and state = 'waiting' order by since limit ?4)
         union all
         select * from (select * from desk_items where desk = 'data-requests' and state = 'waiting' order by since limit ?4)
       )
       where form <> 'order' or asked_at is not null
       group by form`,
    )
    .bind(
      cutoffs.overdueBefore.toISOString(),
      cutoffs.requestsOverdueBefore.toISOString(),
      cutoffs.today,
      maxCounted,
    );
}

/** What is in quarantine, all forms together. Read it with `waitingIn`. */
export function selectQuarantined(db: D1Database): D1PreparedStatement {
  return db
    .prepare(
      `select 'quarantine' as form, count(*) as count, min(since) as since, 0 as overdue
       from (select since from desk_items where state = 'quarantined' order by since limit ?1) having count(*) > 0`,
    )
    .bind(maxCounted);
}

/** How many items of a desk somebody works on. */
export function selectMine(db: D1Database, userId: string): D1PreparedStatement {
  return db
    .prepare(
      `select 'mine' as form, count(*) as count, min(since) as since, 0 as overdue from (
         select since from desk_items where assignee = ?1 and state = 'waiting' order by since limit ?2
       ) having count(*) > 0`,
    )
    .bind(userId, maxCounted);
}

/** The result of `selectWaiting`, `selectQuarantined` or `selectMine`, by form. */
export function waitingIn(result: D1Result | undefined): Map<string, Waiting> {
  const rows = (result?.results ?? []) as unknown as {
    form: string;
    count: number;
    since: string;
    overdue: number;
  }[];
  return new Map(
    rows.map(({ form, count, since, overdue }) => [form, { count, since: new Date(since), overdue }]),
  );
}
