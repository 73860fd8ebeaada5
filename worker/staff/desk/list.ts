import type { StaffNames } from "../members/names.ts";
import type { DeskItem, StaffPage } from "./item.ts";
import type { ItemKey, ListQuery } from "./list-query.ts";
import type { Words } from "./list-rows.ts";

/** A row of a list: an item, who sent it and their first words; without them where nobody may read it. */
export interface ListRow extends Partial<Words> {
  item: DeskItem;
  /** The day by whose end it must be answered, `YYYY-MM-DD`. */
  due?: string;
}

/** A page of a list. */
export interface DeskList extends Pick<StaffPage, "done"> {
  rows: readonly ListRow[];
  query: ListQuery;
  /** How many items there are with these filters, on all pages, as far as they are counted. */
  total: number;
  /** Where the pages after and before begin. */
  next: ItemKey | undefined;
  previous: ItemKey | undefined;
  /** What waits in this list, whatever the filters. */
  waiting: { count: number; overdue: number };
  names: StaffNames;
  colleagues: readonly string[];
  /** User id of whoever looks. */
  me: string;
  /** The organization's day. Whatever was due before it is overdue. */
  today: string;
  at: Date;
}

/** What a search found. */
export interface SearchResult {
  rows: readonly ListRow[];
  names: StaffNames;
  me: string;
  today: string;
  at: Date;
  /** What was searched for. It stands in no address. */
  searched: string;
  /** Where a search by words goes on among older items: the key of the last one it read. */
  older?: string;
}
