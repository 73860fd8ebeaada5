import { statuses } from "../../submissions/status/status.ts";
import type { Filter } from "../desk/item.ts";

/** What the inbox can show: messages and feedback, and everything in quarantine. */
export const inboxFilters = {
  waiting: {
    forms: ["contact", "feedback"],
    statuses: ["received"],
    isQuarantined: false,
    oldestFirst: true,
  },
  answered: { forms: ["contact", "feedback"], statuses: ["answered"], oldestFirst: false },
  withdrawn: { forms: ["contact", "feedback"], statuses: ["withdrawn"], oldestFirst: false },
  quarantined: {
    forms: ["contact", "feedback", "order", "newsletter", "policy-changes", "data-request"],
    statuses,
    isQuarantined: true,
    oldestFirst: true,
  },
  all: { forms: ["contact", "feedback"], statuses, oldestFirst: false },
} as const satisfies Record<string, Filter>;
