import type { Desk, DeskItem } from "./item.ts";
import { type ItemRow, itemOf } from "./items.ts";
import type { ItemKey, ListFilter, ListQuery } from "./list-query.ts";
import { counts, pages } from "./list-statements.ts";

/** Items per page of a list. */
export const itemsOnPage = 25;

/** How many items a page looks at, and a count: whoever filters goes on from there. */
const maxLookedAt = 500;

/** What decides whether an item is overdue. */
export interface Cutoffs {
  /** Who has waited since before this instant is overdue. */
  overdueBefore: Date;
  /** The same for a data request. */
  requestsOverdueBefore: Date;
  /** The organization's day, which an extended answer must not be before. */
  today: string;
}

/** What a list is asked for, as its statements take it. */
export interface Asked {
  desk: Desk;
  filter: ListFilter;
  query: ListQuery;
  /** User id of whoever asks. */
  me: string;
  cutoffs: Cutoffs;
}

/**
 * A page of a list by key, and one item more, which tells whether another page follows; where few fit the filters, the
 * last that was looked at tells it. Read it with `pageIn`. Every statement reads a stretch of one index, so a page costs
 * the same however long the list is.
 */
export function selectPage(db: D1Database, asked: Asked): D1PreparedStatement {
  const { query, filter } = asked;
  const isAscending = (query.sort === "oldest") !== (query.before !== undefined);
  const { since, reference } = query.after ??
    query.before ?? { since: isAscending ? "" : "9999", reference: "" };
  return db
    .prepare(pages[scopeOf(filter)][isAscending ? "ascending" : "descending"])
    .bind(...bound(asked), since, reference, itemsOnPage + 1, maxLookedAt);
}

/** How many of the items that come first in a list fit its filters. Read it with `countIn`. */
export function selectCount(db: D1Database, asked: Asked): D1PreparedStatement {
  return db.prepare(counts[scopeOf(asked.filter)]).bind(...bound(asked), maxLookedAt);
}

/** The result of `selectCount`. */
export function countIn(result: D1Result | undefined): number {
  const [row] = (result?.results ?? []) as { count: number }[];
  return row?.count ?? 0;
}

/** A page of a list. */
export interface Pages {
  items: DeskItem[];
  /** The page after it follows this key; absent where there is none. */
  next: ItemKey | undefined;
  /** The page before it ends before this key. */
  previous: ItemKey | undefined;
}

/** The result of `selectPage`: the items in the order of the list, and where the pages before and after begin. */
export function pageIn(
  result: D1Result | undefined,
  { after, before }: Pick<ListQuery, "after" | "before">,
): Pages {
  const rows = (result?.results ?? []) as unknown as (ItemRow & { fits: number | null; seen: number })[];
  const fitting = rows.filter(({ fits }) => fits === 1);
  const shown = fitting.slice(0, itemsOnPage);
  const edge = fitting.length > itemsOnPage ? shown.at(-1) : rows.find(({ seen }) => seen === maxLookedAt);
  const onward = edge && keyOf(edge);
  const [first] = shown;
  const back = first && (after ?? before) ? keyOf(first) : undefined;
  const items = shown.map(itemOf);
  return before
    ? { items: items.reverse(), next: back, previous: onward }
    : { items, next: onward, previous: back };
}

function keyOf({ since, reference }: ItemRow): ItemKey {
  return { since, reference };
}

function scopeOf({ isQuarantine, state }: ListFilter): keyof typeof counts {
  if (isQuarantine) return "quarantine";
  return state ? "state" : "all";
}

function bound({ desk, filter, query, me, cutoffs }: Asked): (string | number | null)[] {
  const { topic, language, rating, with: who, late } = query;
  const assignee = who === "me" ? me : (who ?? null);
  return [
    desk,
    filter.state ?? "",
    filter.status ?? null,
    topic ?? null,
    language ?? null,
    rating ?? null,
    assignee,
    Number(late ?? false),
    cutoffs.overdueBefore.toISOString(),
    cutoffs.requestsOverdueBefore.toISOString(),
    cutoffs.today,
  ];
}
