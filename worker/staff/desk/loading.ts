import type { Tip } from "../../audit/entry.ts";
import { selectTip, tipIn } from "../../audit/log.ts";
import { referenceIn } from "../../forms/form/reference.ts";
import { messagesIn, selectMessage } from "../../submissions/contact/messages.ts";
import { requestsIn, selectRequest } from "../../submissions/data-request/requests.ts";
import { feedbackIn, selectFeedback } from "../../submissions/feedback/feedback.ts";
import { findSubscription } from "../../submissions/newsletter/subscriptions.ts";
import { ordersIn, selectOrder } from "../../submissions/order/orders.ts";
import { selectStatusChanges, statusChangesIn } from "../../submissions/status/changes.ts";
import { keyRing } from "../../vault/ring.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { openEach } from "../../vault/set-aside.ts";
import type { AppContext } from "../../web/app.ts";
import type { DeskSubmission } from "./item.ts";
import { isWithdrawn, typedIn } from "./items.ts";
import { itemsIn, selectItem } from "./listing.ts";

/** A loaded submission with the last entry of the audit log, to which whoever shows it has to add one. */
export interface Loaded {
  submission: DeskSubmission;
  tip: Tip;
}

/**
 * Loads the submission that the address names, whatever its form, for the page and the route. One D1 round trip, two
 * for the newsletter.
 * @returns undefined when none has this reference
 */
export async function loadSubmission(c: AppContext): Promise<Loaded | undefined> {
  return submissionUnder(c.env, referenceIn(c.req.param("reference") ?? ""));
}

/** The same by its reference. */
export async function submissionUnder(env: Env, reference: string): Promise<Loaded | undefined> {
  const db = env.DB;
  const [found, changes, tip, messages, feedback, orders, requests] = await db.batch([
    selectItem(db, reference),
    selectStatusChanges(db, reference),
    selectTip(db),
    selectMessage(db, reference),
    selectFeedback(db, reference),
    selectOrder(db, reference),
    selectRequest(db, reference),
  ]);
  const [item] = itemsIn(found);
  if (!item) return undefined;
  const ring = await keyRing(env);
  const opened = {
    contact: () => messagesIn(messages, ring),
    feedback: () => feedbackIn(feedback, ring),
    order: () => ordersIn(orders, ring),
    "policy-changes": () => subscriptionsUnder(db, ring, reference),
    newsletter: () => subscriptionsUnder(db, ring, reference),
    "data-request": () => requestsIn(requests, ring),
  };
  const [kept] = await opened[item.form]();
  // What is there and does not open is shown without its words, so that staff can erase it.
  const rows = { contact: messages, feedback, order: orders, "data-request": requests };
  const isThere = item.form in rows && (rows[item.form as keyof typeof rows]?.results.length ?? 0) > 0;
  if (!kept && !isThere) return undefined;
  return {
    submission: {
      item,
      // Reading is work too, and nobody works on it any more.
      typed: isWithdrawn({ item }) || !kept ? {} : typedIn(kept),
      changes: await statusChangesIn(changes, ring),
    },
    tip: tipIn(tip),
  };
}

/** The subscription that a form asked for, as a list of one, or of none where it is gone or does not open. */
async function subscriptionsUnder(db: D1Database, ring: KeyRing, reference: string) {
  const found = await openEach(
    [reference],
    () => findSubscription(db, ring, reference),
    (name) => name,
  );
  return found.filter((one) => one !== undefined);
}
