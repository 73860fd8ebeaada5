/** Where something stands in a list: by a time or day, then by its reference or id. */
export interface PlaceInList {
  since: string;
  id: string;
}

/** Which page of a list an address asks for: what follows a place, or comes before it. The first page without one. */
export interface PageAsked extends PlaceInList {
  way: "after" | "before" | "first";
}

/** Where the pages beside one begin, as addresses hold it; absent where there is none. */
export interface Neighbours {
  previous?: string;
  next?: string;
  /** Whether the address named a place after which nothing stands any more. */
  isPastEnd: boolean;
}

/** Reads an address. What is no place asks for the first page. */
export function pageAsked(query: Readonly<Record<string, string>>): PageAsked {
  for (const way of ["after", "before"] as const) {
    const [, since, id] = /^(\d{4}-\d\d-\d\d(?:T[\d:.]{8,12}Z)?)_(.{1,200})$/s.exec(query[way] ?? "") ?? [];
    if (since && id) return { way, since, id };
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
  { way }: PageAsked,
  placeOf: (item: Item) => PlaceInList,
): { items: Item[] } & Neighbours {
  const read = found.slice(0, max);
  const items = way === "before" ? read.toReversed() : read;
  const [first, last] = [items[0], items.at(-1)];
  const hasMore = found.length > max;
  const hasPrevious = way === "after" || (way === "before" && hasMore);
  const hasNext = way === "before" || hasMore;
  const text = (item: Item) => `${placeOf(item).since}_${placeOf(item).id}`;
  return {
    items,
    isPastEnd: way !== "first" && items.length === 0,
    ...(first && hasPrevious ? { previous: text(first) } : {}),
    ...(last && hasNext ? { next: text(last) } : {}),
  };
}
