import { statusesOf } from "../../submissions/status/status.ts";
import type { Filter } from "../desk/item.ts";

/** What the list of data requests can show. Only confirmed ones count. */
export const requestFilters = {
  open: { forms: ["data-request"], statuses: ["received"], isQuarantined: false, oldestFirst: true },
  done: { forms: ["data-request"], statuses: ["done"], oldestFirst: false },
  all: {
    forms: ["data-request"],
    statuses: statusesOf["data-request"],
    isQuarantined: false,
    oldestFirst: false,
  },
} as const satisfies Record<string, Filter>;
