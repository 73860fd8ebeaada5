import type { Status } from "../status/status.ts";

/** The statuses of an order that is not over, in the order of work. */
export const openOrders = ["received", "offered", "confirmed", "preparing", "shipped"] as const;

type OpenOrder = (typeof openOrders)[number];

/**
 * The steps of an order. Its client accepts an offer, in the account or by the mailed link; staff record that it was
 * accepted another way. The trigger `orders_take_one_step_after_the_other` of the schema allows the same and no other.
 */
const steps = {
  received: ["offered", "cancelled"],
  offered: ["offered", "confirmed", "cancelled"],
  confirmed: ["preparing", "cancelled"],
  preparing: ["shipped", "cancelled"],
  shipped: ["completed"],
} as const satisfies Record<OpenOrder, readonly Status[]>;

/** The statuses that an order can take next. */
export function nextSteps(current: Status): readonly Status[] {
  return isOpen(current) ? steps[current] : [];
}

/** The same without what has a form of its own: an offer needs a price. */
export function plainSteps(current: Status): Status[] {
  return nextSteps(current).filter((status) => status !== "offered");
}

/** Whether staff have to say why: an order is cancelled with a reason, and accepted in the client's words. */
export function needsReason(next: Status): boolean {
  return next === "cancelled" || next === "confirmed";
}

function isOpen(status: Status): status is OpenOrder {
  return (openOrders as readonly Status[]).includes(status);
}
