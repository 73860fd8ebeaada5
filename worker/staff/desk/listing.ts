import type { FormId } from "../../forms/form/form.ts";
import type { Suspicion } from "../../forms/intake/suspicion.ts";
import type { Status } from "../../submissions/status/status.ts";
import type { Language } from "../../web/organization.ts";
import type { DeskItem, Filter, Waiting } from "./item.ts";

/** Items per page of a list. */
export const itemsOnPage = 25;

interface ItemRow {
  reference: string;
  form: FormId;
  language: Language;
  received_at: string;
  status: Status;
  status_at: string | null;
  confirmed_at: string | null;
  guardian_agreed_at: string | null;
  is_quarantined: number;
  suspicions: string;
}

/**
 * A page of what came in, and one item more, which tells whether there is another page. Read it with `itemsIn`. Leaves
 * out unconfirmed data requests, except those in quarantine.
 */
export function selectItems(db: D1Database, filter: Filter, page: number): D1PreparedStatement {
  const statement = filter.oldestFirst
    ? `select * from desk_items
       where form in (select value from json_each(?1)) and status in (select value from json_each(?2))
         and (?3 is null or is_quarantined = ?3)
         and (form <> 'data-request' or confirmed_at is not null or is_quarantined = 1)
       order by received_at, reference limit ?4 offset ?5`
    : `select * from desk_items
       where form in (select value from json_each(?1)) and status in (select value from json_each(?2))
         and (?3 is null or is_quarantined = ?3)
         and (form <> 'data-request' or confirmed_at is not null or is_quarantined = 1)
       order by received_at desc, reference limit ?4 offset ?5`;
  const { forms, statuses, isQuarantined } = filter;
  return db
    .prepare(statement)
    .bind(
      JSON.stringify(forms),
      JSON.stringify(statuses),
      isQuarantined === undefined ? null : Number(isQuarantined),
      itemsOnPage + 1,
      (page - 1) * itemsOnPage,
    );
}

/**
 * What is waiting, per form: how many, since when, and how many are overdue. Read it with `waitingIn`. Feedback is
 * answered only if there is something to answer, so it is never overdue.
 */
export function selectWaiting(
  db: D1Database,
  overdueBefore: Date,
  requestsOverdueBefore: Date,
): D1PreparedStatement {
  return db
    .prepare(
      `select form, count(*) as count, min(coalesce(confirmed_at, received_at)) as since,
         sum(case form
           when 'data-request' then confirmed_at < ?2
           when 'feedback' then 0
           else received_at < ?1
         end) as overdue
       from desk_items
       where form in ('contact', 'feedback', 'order', 'data-request') and status = 'received'
         and is_quarantined = 0 and (form <> 'data-request' or confirmed_at is not null)
       group by form`,
    )
    .bind(overdueBefore.toISOString(), requestsOverdueBefore.toISOString());
}

/** What is in quarantine, all forms together. Read it with `waitingIn`. */
export function selectQuarantined(db: D1Database): D1PreparedStatement {
  return db.prepare(
    `select 'quarantine' as form, count(*) as count, min(quarantined_at) as since, 0 as overdue
     from desk_items where quarantined_at is not null and released_at is null
     having count(*) > 0`,
  );
}

/** The result of `selectWaiting` or `selectQuarantined`, by form. */
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

/** The item with this reference. Read it with `itemsIn`. */
export function selectItem(db: D1Database, reference: string): D1PreparedStatement {
  return db.prepare("select * from desk_items where reference = ?1").bind(reference);
}

/** The result of `selectItems` or `selectItem`. */
export function itemsIn(result: D1Result | undefined): DeskItem[] {
  const rows = (result?.results ?? []) as unknown as ItemRow[];
  return rows.map((row) => ({
    reference: row.reference,
    form: row.form,
    language: row.language,
    receivedAt: new Date(row.received_at),
    status: row.status,
    statusAt: new Date(row.status_at ?? row.received_at),
    ...(row.confirmed_at === null ? {} : { confirmedAt: new Date(row.confirmed_at) }),
    ...(row.guardian_agreed_at === null ? {} : { guardianAgreedAt: new Date(row.guardian_agreed_at) }),
    isQuarantined: row.is_quarantined === 1,
    suspicions: row.suspicions.split(" ").filter(Boolean) as Suspicion[],
  }));
}
