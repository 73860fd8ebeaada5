import type { FormId, Suspicion } from "../forms/schema.ts";
import type { Language } from "../policy/schema.ts";
import type { Status } from "../statuses/schema.ts";
import type { DeskItem, Filter } from "./schema.ts";

/** So many items a page of a list has. */
export const itemsOnPage = 25;

interface ItemRow {
  reference: string;
  form: FormId;
  language: Language;
  received_at: string;
  status: Status;
  status_at: string | null;
  is_quarantined: number;
  suspicions: string;
}

/** A page of what came in and one item more, which tells whether there is another; `itemsIn` reads it. */
export function selectItems(db: D1Database, filter: Filter, page: number): D1PreparedStatement {
  const statement = filter.oldestFirst
    ? `select * from desk_items
       where form in (select value from json_each(?1)) and status in (select value from json_each(?2))
         and (?3 is null or is_quarantined = ?3)
       order by received_at, reference limit ?4 offset ?5`
    : `select * from desk_items
       where form in (select value from json_each(?1)) and status in (select value from json_each(?2))
         and (?3 is null or is_quarantined = ?3)
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

/** The item with this reference; `itemsIn` reads it. */
export function selectItem(db: D1Database, reference: string): D1PreparedStatement {
  return db.prepare("select * from desk_items where reference = ?1").bind(reference);
}

/** What `selectItems` or `selectItem` gave. */
export function itemsIn(result: D1Result | undefined): DeskItem[] {
  const rows = (result?.results ?? []) as unknown as ItemRow[];
  return rows.map((row) => ({
    reference: row.reference,
    form: row.form,
    language: row.language,
    receivedAt: new Date(row.received_at),
    status: row.status,
    statusAt: new Date(row.status_at ?? row.received_at),
    isQuarantined: row.is_quarantined === 1,
    suspicions: row.suspicions.split(" ").filter(Boolean) as Suspicion[],
  }));
}
