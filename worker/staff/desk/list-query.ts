import type { ItemState } from "./item.ts";
import { type PageAsked, placeNumber } from "./paging.ts";

/** Which items a list shows by default, and which filters it has. */
export interface ListFilter {
  state?: ItemState;
  /** A status within the state. */
  status?: string;
  /** Whether it is what is in quarantine, whatever its form. */
  isQuarantine?: true;
  /** What waits is shown oldest first, what is done latest first. */
  oldestFirst: boolean;
}

/** What an address asks a list for. */
export interface ListQuery {
  /** Name of the list's filter. */
  show: string;
  topic?: string;
  language?: string;
  /** At most this rating. */
  rating?: number;
  /** Who works on it: a user id, `me` or `nobody`. */
  with?: string;
  /** Only what is overdue. */
  late?: true;
  sort: "oldest" | "newest";
  /** Shows what follows an item, or what comes before one: its key. */
  after?: ItemKey;
  before?: ItemKey;
  /** Where in the list, from 1, the item stood beside which the page begins or ends. */
  place?: number;
}

/** Where an item stands in its list. */
export interface ItemKey {
  /** ISO 8601. */
  since: string;
  reference: string;
}

/** Reads an address. Whatever it does not understand it leaves out. */
export function readListQuery(
  asked: Readonly<Record<string, string>>,
  filters: Readonly<Record<string, ListFilter>>,
): ListQuery {
  const show = Object.hasOwn(filters, asked.show ?? "")
    ? (asked.show ?? "")
    : (Object.keys(filters)[0] ?? "");
  const word = (name: string) => (/^[\w-]{1,40}$/.test(asked[name] ?? "") ? { [name]: asked[name] } : {});
  const isOldest =
    asked.sort === undefined || asked.sort === "" ? filters[show]?.oldestFirst : asked.sort === "oldest";
  const after = keyIn(asked.after);
  const before = keyIn(asked.before);
  return {
    show,
    ...word("topic"),
    ...word("language"),
    ...word("with"),
    ...(/^[1-5]$/.test(asked.rating ?? "") ? { rating: Number(asked.rating) } : {}),
    ...(asked.late === "yes" ? { late: true as const } : {}),
    sort: isOldest ? "oldest" : "newest",
    ...(after ? { after } : {}),
    ...(before && !after ? { before } : {}),
    ...placeNumber(asked.place),
  };
}

/** The address of a list with the same filters, and what else it asks for. */
export function listAddress(
  path: string,
  query: ListQuery,
  more: Readonly<Partial<Record<"after" | "before" | "place", string>>> = {},
): string {
  const { show, topic, language, rating, with: who, late, sort } = query;
  const values = {
    show,
    topic,
    language,
    rating: rating === undefined ? undefined : String(rating),
    with: who,
    late: late ? "yes" : undefined,
    sort,
    ...more,
  };
  const params = Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `${path}?${new URLSearchParams(params).toString()}`;
}

/** Which page of its list a query asks for. */
export function wayOf({ after, before }: Pick<ListQuery, "after" | "before">): PageAsked["way"] {
  if (after) return "after";
  return before ? "before" : "first";
}

/** A key as an address holds it. */
export function keyText({ since, reference }: ItemKey): string {
  return `${since}_${reference}`;
}

/** Whether a list shows less than its filter has. */
export function isNarrowed({ topic, language, rating, with: who, late }: ListQuery): boolean {
  return [topic, language, rating, who, late].some((filter) => filter !== undefined);
}

function keyIn(text: string | undefined): ItemKey | undefined {
  const [, since, reference] = /^(\d{4}-\d\d-\d\dT[\d:.]{8,12}Z)_([\w-]{1,40})$/.exec(text ?? "") ?? [];
  return since && reference ? { since, reference } : undefined;
}
