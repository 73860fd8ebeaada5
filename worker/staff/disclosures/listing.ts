import type { DisclosureKind, DisclosureState } from "../../accounts/disclosures/disclosure.ts";
import type { Waiting } from "../desk/item.ts";

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

/** A page of the register, and one entry more, which tells whether there is another page. Read it with `itemsIn`. */
export function selectItems(db: D1Database, show: DisclosureFilter, page: number): D1PreparedStatement {
  return db
    .prepare(
      `select reference, kind, state, state_at, review_on is not null as is_withheld, look_on
       from disclosures_to_look_at
       where ?1 = 'all' or (?1 = 'open' and state in ('asked', 'proposed', 'approved'))
         or (?1 = 'review' and look_on is not null) or (?1 = 'handed-over' and state = 'handed-over')
         or (?1 = 'ended' and state in ('refused', 'withdrawn', 'declined'))
       order by case ?1 when 'review' then look_on end, state_at desc, reference limit ?2 offset ?3`,
    )
    .bind(show, disclosuresOnPage + 1, (page - 1) * disclosuresOnPage);
}

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

/** How much of the register waits for somebody: proposals of others, and reviews due today. Read it with `waitingIn`. */
export function selectWaiting(db: D1Database, userId: string, today: string): D1PreparedStatement {
  return db
    .prepare(
      `select 'approvals' as name, count(*) as count, min(state_at) as since from disclosures
       where state = 'proposed' and proposed_by <> ?1 having count(*) > 0
       union all
       select 'reviews', count(*), min(look_on) from disclosures_to_look_at where look_on <= ?2 having count(*) > 0`,
    )
    .bind(userId, today);
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
