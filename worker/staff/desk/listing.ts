import type { Desk, DeskItem } from "./item.ts";
import { type ItemRow, itemOf } from "./items.ts";
import type { ListFilter, ListQuery } from "./list-query.ts";

/** Items per page of a list. */
export const itemsOnPage = 25;

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
 * A page of a list by key, and one item more, which tells whether another page follows. Read it with `pageIn`. Every
 * statement reads one index in order, so a page costs the same however long the list is.
 */
export function selectPage(db: D1Database, asked: Asked): D1PreparedStatement {
  const { query, filter } = asked;
  const isAscending = (query.sort === "oldest") !== (query.before !== undefined);
  const { since, reference } = query.after ??
    query.before ?? { since: isAscending ? "" : "9999", reference: "" };
  return db
    .prepare(pages[scopeOf(filter)][isAscending ? "ascending" : "descending"])
    .bind(...bound(asked), since, reference, itemsOnPage + 1);
}

/** How many items a list has with its filters. Read it with `countIn`. */
export function selectCount(db: D1Database, asked: Asked): D1PreparedStatement {
  return db.prepare(counts[scopeOf(asked.filter)]).bind(...bound(asked));
}

/** The result of `selectCount`. */
export function countIn(result: D1Result | undefined): number {
  const [row] = (result?.results ?? []) as { count: number }[];
  return row?.count ?? 0;
}

/** The result of `selectPage`: the items in the order of the list, and whether there is a page before and after. */
export function pageIn(
  result: D1Result | undefined,
  { after, before }: Pick<ListQuery, "after" | "before">,
): { items: DeskItem[]; hasNext: boolean; hasPrevious: boolean } {
  const rows = ((result?.results ?? []) as unknown as ItemRow[]).map(itemOf);
  const hasMore = rows.length > itemsOnPage;
  const items = rows.slice(0, itemsOnPage);
  return before
    ? { items: items.reverse(), hasNext: true, hasPrevious: hasMore }
    : { items, hasNext: hasMore, hasPrevious: after !== undefined };
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

/** The statements for pages: of one state, of a whole desk, and of what is in quarantine. */
const pages = {
  state: {
    ascending: `select i.*, s.suspicions, s.status_at, s.guardian_agreed_at, d.confirmed_at from (
        select * from desk_items
        where desk = ?1 and state = ?2 and (?3 is null or status = ?3) and (?4 is null or topic = ?4)
          and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
          and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
          and (?8 = 0 or iif(form = 'data-request', iif(due_on is null, asked_at < ?10, due_on < ?11), asked_at < ?9))
          and (since, reference) > (?12, ?13)
        order by since, reference limit ?14
      ) i left join submissions s on s.reference = i.reference left join data_requests d on d.reference = i.reference
      order by i.since, i.reference`,
    descending: `select i.*, s.suspicions, s.status_at, s.guardian_agreed_at, d.confirmed_at from (
        select * from desk_items
        where desk = ?1 and state = ?2 and (?3 is null or status = ?3) and (?4 is null or topic = ?4)
          and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
          and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
          and (?8 = 0 or iif(form = 'data-request', iif(due_on is null, asked_at < ?10, due_on < ?11), asked_at < ?9))
          and (since, reference) < (?12, ?13)
        order by since desc, reference desc limit ?14
      ) i left join submissions s on s.reference = i.reference left join data_requests d on d.reference = i.reference
      order by i.since desc, i.reference desc`,
  },
  all: {
    ascending: `select i.*, s.suspicions, s.status_at, s.guardian_agreed_at, d.confirmed_at from (
        select * from desk_items
        where desk = ?1 and state <> 'unconfirmed' and ?2 is not null and (?3 is null or status = ?3)
          and (?4 is null or topic = ?4)
          and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
          and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
          and (?8 = 0 or iif(form = 'data-request', iif(due_on is null, asked_at < ?10, due_on < ?11), asked_at < ?9))
          and (since, reference) > (?12, ?13)
        order by since, reference limit ?14
      ) i left join submissions s on s.reference = i.reference left join data_requests d on d.reference = i.reference
      order by i.since, i.reference`,
    descending: `select i.*, s.suspicions, s.status_at, s.guardian_agreed_at, d.confirmed_at from (
        select * from desk_items
        where desk = ?1 and state <> 'unconfirmed' and ?2 is not null and (?3 is null or status = ?3)
          and (?4 is null or topic = ?4)
          and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
          and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
          and (?8 = 0 or iif(form = 'data-request', iif(due_on is null, asked_at < ?10, due_on < ?11), asked_at < ?9))
          and (since, reference) < (?12, ?13)
        order by since desc, reference desc limit ?14
      ) i left join submissions s on s.reference = i.reference left join data_requests d on d.reference = i.reference
      order by i.since desc, i.reference desc`,
  },
  quarantine: {
    ascending: `select i.*, s.suspicions, s.status_at, s.guardian_agreed_at, d.confirmed_at from (
        select * from desk_items
        where state = 'quarantined' and ?1 is not null and ?2 is not null and (?3 is null or status = ?3)
          and (?4 is null or topic = ?4)
          and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
          and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
          and ?8 is not null and ?9 is not null and ?10 is not null and ?11 is not null
          and (since, reference) > (?12, ?13)
        order by since, reference limit ?14
      ) i left join submissions s on s.reference = i.reference left join data_requests d on d.reference = i.reference
      order by i.since, i.reference`,
    descending: `select i.*, s.suspicions, s.status_at, s.guardian_agreed_at, d.confirmed_at from (
        select * from desk_items
        where state = 'quarantined' and ?1 is not null and ?2 is not null and (?3 is null or status = ?3)
          and (?4 is null or topic = ?4)
          and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
          and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
          and ?8 is not null and ?9 is not null and ?10 is not null and ?11 is not null
          and (since, reference) < (?12, ?13)
        order by since desc, reference desc limit ?14
      ) i left join submissions s on s.reference = i.reference left join data_requests d on d.reference = i.reference
      order by i.since desc, i.reference desc`,
  },
} as const;

const counts = {
  state: `select count(*) as count from desk_items
    where desk = ?1 and state = ?2 and (?3 is null or status = ?3) and (?4 is null or topic = ?4)
      and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
      and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
      and (?8 = 0 or iif(form = 'data-request', iif(due_on is null, asked_at < ?10, due_on < ?11), asked_at < ?9))`,
  all: `select count(*) as count from desk_items
    where desk = ?1 and state <> 'unconfirmed' and ?2 is not null and (?3 is null or status = ?3)
      and (?4 is null or topic = ?4) and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
      and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
      and (?8 = 0 or iif(form = 'data-request', iif(due_on is null, asked_at < ?10, due_on < ?11), asked_at < ?9))`,
  quarantine: `select count(*) as count from desk_items
    where state = 'quarantined' and ?1 is not null and ?2 is not null and (?3 is null or status = ?3)
      and (?4 is null or topic = ?4) and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
      and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
      and ?8 is not null and ?9 is not null and ?10 is not null and ?11 is not null`,
} as const;
