import type { ListFilter } from "../desk/list-query.ts";

/** What the list of data requests can show. Only confirmed ones count. */
export const requestFilters = {
  open: { state: "waiting", oldestFirst: true },
  done: { state: "done", oldestFirst: false },
  erased: { state: "erased", oldestFirst: false },
  all: { oldestFirst: false },
} as const satisfies Record<string, ListFilter>;
