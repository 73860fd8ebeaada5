import { maxCounted } from "./items.ts";

/** Where something stands in a list: by a time or day, then by its reference or id. */
export interface PlaceInList {
  since: string;
  id: string;
}

/** Which page of a list an address asks for: what follows a place, or comes before it. The first page without one. */
export interface PageAsked extends PlaceInList {
  way: "after" | "before" | "first";
  /** Where in the list, from 1, that place is, if the address says so. */
  place?: number;
}

/** Where in its list, from 1, the first and the last row of a page stand. */
export interface Places {
  first: number;
  last: number;
}

/** Where the pages beside one begin, as addresses hold it; absent where there is none. */
export interface Neighbours {
  previous?: string;
  next?: string;
  /** Whether the address named a place after which nothing stands any more. */
  isPastEnd: boolean;
  /** Absent where the address does not tell. */
  places?: Places;
}

/** Reads an address. What is no place asks for the first page. */
export function pageAsked(query: Readonly<Record<string, string>>): PageAsked {
  for (const way of ["after", "before"] as const) {
    const [, since, id] = /^(\d{4}-\d\d-\d\d(?:T[\d:.]{8,12}Z)?)_(.{1,200})$/s.exec(query[way] ?? "") ?? [];
    if (since && id) return { way, since, id, ...placeNumber(query.place) };
  }
  return { way: "first", since: "", id: "" };
}

/**
 * A page of what was read, in the order of the list, with the way to its neighbours.
 * @param found what follows the place, or comes before it, the nearest first, and one more if there is more
 */
export function pageIn<Item>(
  found: readonly Item[],
  max: number,
  asked: PageAsked,
  placeOf: (item: Item) => PlaceInList,
): { items: Item[] } & Neighbours {
  const { way } = asked;
  const read = found.slice(0, max);
  const items = way === "before" ? read.toReversed() : read;
  const [first, last] = [items[0], items.at(-1)];
  const hasMore = found.length > max;
  const hasPrevious = way === "after" || (way === "before" && hasMore);
  const hasNext = way === "before" || hasMore;
  const text = (item: Item) => `${placeOf(item).since}_${placeOf(item).id}`;
  const places = placesOn(asked, items.length);
  return {
    items,
    isPastEnd: way !== "first" && items.length === 0,
    ...(first && hasPrevious ? { previous: text(first) } : {}),
    ...(last && hasNext ? { next: text(last) } : {}),
    ...(places ? { places } : {}),
  };
}

/** The places of a page’s rows, counted on from the place that its address names; undefined where it names none. */
export function placesOn({ way, place }: Pick<PageAsked, "way" | "place">, rows: number): Places | undefined {
  if (rows === 0) return undefined;
  if (way === "first") return { first: 1, last: rows };
  if (place === undefined || (way === "before" && place <= rows)) return undefined;
  return way === "before"
    ? { first: place - rows, last: place - 1 }
    : { first: place + 1, last: place + rows };
}

/** The addresses of the pages beside one, each with the place that it goes on from. */
export function addressesBeside(
  first: string,
  { previous, next, places }: Neighbours,
): { previous: string | undefined; next: string | undefined } {
  const at = (way: "after" | "before", key: string, place: number | undefined) => {
    const asked = new URLSearchParams({
      [way]: key,
      ...(place === undefined ? {} : { place: String(place) }),
    });
    return `${first}&${asked.toString()}`;
  };
  return {
    previous: previous && at("before", previous, places?.first),
    next: next && at("after", next, places?.last),
  };
}

/** The place that an address names, if it is one. */
export function placeNumber(text = ""): Pick<PageAsked, "place"> {
  return /^\d{1,7}$/.test(text) ? { place: Number(text) } : {};
}

/** How many rows a list has; undefined where counting stopped before its end. */
export function wholeCount(count: number): number | undefined {
  return count < maxCounted ? count : undefined;
}
