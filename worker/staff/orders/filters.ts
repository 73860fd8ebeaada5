import type { ListFilter } from "../desk/list-query.ts";

/** What the list of orders can show; the first filter is the default. */
export const orderFilters = {
  open: { state: "waiting", oldestFirst: true },
  received: { state: "waiting", status: "received", oldestFirst: true },
  offered: { state: "waiting", status: "offered", oldestFirst: true },
  confirmed: { state: "waiting", status: "confirmed", oldestFirst: true },
  preparing: { state: "waiting", status: "preparing", oldestFirst: true },
  shipped: { state: "waiting", status: "shipped", oldestFirst: true },
  completed: { state: "done", status: "completed", oldestFirst: false },
  cancelled: { state: "done", status: "cancelled", oldestFirst: false },
  withdrawn: { state: "withdrawn", oldestFirst: false },
  restricted: { state: "restricted", oldestFirst: false },
  all: { oldestFirst: false },
} as const satisfies Record<string, ListFilter>;
