import { statusesOf } from "../../submissions/status/status.ts";
import type { Filter } from "../desk/item.ts";

/** What the list of orders can show; the first filter is the default. */
export const orderFilters = {
  open: {
    forms: ["order"],
    statuses: ["received", "confirmed", "preparing", "shipped"],
    isQuarantined: false,
    oldestFirst: true,
  },
  received: { forms: ["order"], statuses: ["received"], isQuarantined: false, oldestFirst: true },
  confirmed: { forms: ["order"], statuses: ["confirmed"], isQuarantined: false, oldestFirst: true },
  preparing: { forms: ["order"], statuses: ["preparing"], isQuarantined: false, oldestFirst: true },
  shipped: { forms: ["order"], statuses: ["shipped"], isQuarantined: false, oldestFirst: true },
  delivered: { forms: ["order"], statuses: ["delivered"], oldestFirst: false },
  cancelled: { forms: ["order"], statuses: ["cancelled"], oldestFirst: false },
  withdrawn: { forms: ["order"], statuses: ["withdrawn"], oldestFirst: false },
  all: { forms: ["order"], statuses: statusesOf.order, oldestFirst: false },
} as const satisfies Record<string, Filter>;
