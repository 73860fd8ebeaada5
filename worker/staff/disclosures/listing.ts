import type { DisclosureKind, DisclosureState } from "../../accounts/disclosures/disclosure.ts";
import type { Waiting } from "../desk/item.ts";
import { maxCounted } from "../desk/items.ts";
import type { PageAsked, PlaceInList } from "../desk/paging.ts";

/** Entries per page of the register. */
export const disclosuresOnPage = 25;

/** What the register can show. */
export const disclosureFilters = ["open", "review", "handed-over", "ended", "all"] as const;

export type DisclosureFilter = (typeof disclosureFilters)[number];

/** An entry in the list: nothing of it that is sealed. */
export interface DisclosureItem {
  reference: string;
  kind: DisclosureKind;
  state: DisclosureState;
  stateAt: Date;
  /** Whether the client is not told for now. */
  isWithheld: boolean;
  /** The day on which staff look at it, or at its hold, again. */
  reviewOn?: string;
}

interface ItemRow {
  reference: string;
  kind: DisclosureKind;
  state: DisclosureState;
  state_at: string;
  is_withheld: number;
  look_on: string | null;
}

/** The states that each part of the register shows. */
const statesOf = {
  open: ["asked", "proposed", "approved"],
  "handed-over": ["handed-over"],
  ended: ["refused", "withdrawn", "declined"],
  all: ["asked", "proposed", "approved", "handed-over", "refused", "withdrawn", "declined"],
} as const satisfies Record<Exclude<DisclosureFilter, "review">, readonly DisclosureState[]>;

/** A page of the register, and one entry more, which tells whether there is another page. Read it with `itemsIn`. */
export function selectItems(
  db: D1Database,
  show: DisclosureFilter,
  { way, since, id }: PageAsked,
): D1PreparedStatement {
  const max = disclosuresOnPage + 1;
  if (show === "review") {
    const page = way === "before" ? selectReviewsBefore : selectReviewsAfter;
    return db.prepare(page).bind(maxCounted, max, since, id);
  }
  const page = way === "before" ? selectNewer : selectOlder;
  const from = way === "first" ? "9999" : since;
  return db.prepare(page).bind(JSON.stringify(statesOf[show]), max, from, id);
}

/** Where an entry stands in a list: reviews by their day, everything else by its last step, the latest first. */
export function placeIn(
  show: DisclosureFilter,
  { reference, stateAt, reviewOn = "" }: DisclosureItem,
): PlaceInList {
  return { since: show === "review" ? reviewOn : stateAt.toISOString(), id: reference };
}

// As many of each state as the page could show, so that no state is read to its end.
const selectOlder = `
  select reference, kind, d.state, state_at, review_on is not null as is_withheld, look_on
  from json_each(?1) state cross join json_each((
    select json_group_array(reference) from (
      select reference from disclosures where state = state.value and (state_at, reference) < (?3, ?4)
      order by state_at desc, reference desc limit ?2
    )
  )) found join disclosures_to_look_at d on d.reference = found.value
  order by state_at desc, reference desc limit ?2`;

const selectNewer = `
  select reference, kind, d.state, state_at, review_on is not null as is_withheld, look_on
  from json_each(?1) state cross join json_each((
    select json_group_array(reference) from (
      select reference from disclosures where state = state.value and (state_at, reference) > (?3, ?4)
      order by state_at, reference limit ?2
    )
  )) found join disclosures_to_look_at d on d.reference = found.value
  order by state_at, reference limit ?2`;

// The days of a disclosure and of its hold are in two tables; the nearest of both are among the nearest of each.
const selectReviewsAfter = `
  select reference, kind, state, state_at, review_on is not null as is_withheld, look_on
  from disclosures_to_look_at
  where (look_on, reference) > (?3, ?4) and reference in (
    select reference from (
      select reference from disclosures where review_on >= ?3 order by review_on limit ?1
    )
    union select id from (
      select id from legal_holds where released_at is null and review_at >= ?3 order by review_at limit ?1
    )
  )
  order by look_on, reference limit ?2`;

const selectReviewsBefore = `
  select reference, kind, state, state_at, review_on is not null as is_withheld, look_on
  from disclosures_to_look_at
  where (look_on, reference) < (?3, ?4) and reference in (
    select reference from (
      select reference from disclosures where review_on <= ?3 order by review_on desc limit ?1
    )
    union select id from (
      select id from legal_holds where released_at is null and review_at <= ?3 order by review_at desc limit ?1
    )
  )
  order by look_on desc, reference desc limit ?2`;

/** The result of `selectItems`. */
export function itemsIn(result: D1Result | undefined): DisclosureItem[] {
  const rows = (result?.results ?? []) as unknown as ItemRow[];
  return rows.map(({ reference, kind, state, state_at, is_withheld, look_on }) => ({
    reference,
    kind,
    state,
    stateAt: new Date(state_at),
    isWithheld: is_withheld === 1,
    ...(look_on === null ? {} : { reviewOn: look_on }),
  }));
}

/** How many entries a part of the register has, as far as they are counted. Read it with `countIn`. */
export function selectCount(db: D1Database, show: DisclosureFilter): D1PreparedStatement {
  if (show === "review") return db.prepare(countReviews).bind(maxCounted);
  return db.prepare(countStates).bind(JSON.stringify(statesOf[show]), maxCounted);
}

/** The result of `selectCount`. */
export function countIn(result: D1Result | undefined): number {
  const [row] = (result?.results ?? []) as { count: number }[];
  return row?.count ?? 0;
}

const countStates = `
  select count(*) as count from (
    select 1 from disclosures where state in (select value from json_each(?1)) limit ?2
  )`;

const countReviews = `
  select count(*) as count from disclosures_to_look_at
  where look_on is not null and reference in (
    select reference from (
      select reference from disclosures where review_on is not null order by review_on limit ?1
    )
    union select id from (
      select id from legal_holds where released_at is null and review_at is not null order by review_at limit ?1
    )
  )`;

/** How much of the register waits for somebody: proposals of others, and reviews due today. Read it with `waitingIn`. */
export function selectWaiting(db: D1Database, userId: string, today: string): D1PreparedStatement {
  return db
    .prepare(
      `select 'approvals' as name, count(*) as count, min(state_at) as since from (
         select state_at, proposed_by from disclosures where state = 'proposed' order by state_at limit ?3
       ) where proposed_by <> ?1 having count(*) > 0
       union all
       select 'reviews', count(*), min(look_on) from disclosures_to_look_at
       where look_on <= ?2 and reference in (
         select reference from (
           select reference from disclosures where review_on <= ?2 order by review_on limit ?3
         )
         union select id from (
           select id from legal_holds where released_at is null and review_at <= ?2 order by review_at limit ?3
         )
       ) having count(*) > 0`,
    )
    .bind(userId, today, maxCounted);
}

/** The result of `selectWaiting`. */
export function waitingIn(result: D1Result | undefined): Partial<Record<"approvals" | "reviews", Waiting>> {
  const rows = (result?.results ?? []) as unknown as {
    name: "approvals" | "reviews";
    count: number;
    since: string;
  }[];
  return Object.fromEntries(
    rows.map(({ name, count, since }) => [name, { count, since: new Date(since), overdue: 0 }]),
  );
}
