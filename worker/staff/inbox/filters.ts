import type { ListFilter } from "../desk/list-query.ts";

/** What the inbox can show: messages and feedback, and everything in quarantine. */
export const inboxFilters = {
  waiting: { state: "waiting", oldestFirst: true },
  answered: { state: "done", oldestFirst: false },
  withdrawn: { state: "withdrawn", oldestFirst: false },
  restricted: { state: "restricted", oldestFirst: false },
  quarantined: { isQuarantine: true, oldestFirst: true },
  all: { oldestFirst: false },
} as const satisfies Record<string, ListFilter>;
