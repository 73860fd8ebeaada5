import type { Tip } from "../../audit/entry.ts";
import { selectTip, tipIn } from "../../audit/log.ts";
import { referenceIn } from "../../forms/form/reference.ts";
import type { Hold } from "../../lifetimes/hold.ts";
import { holdsIn, selectHoldsOn } from "../../lifetimes/holds.ts";
import { isConfirmedIn, selectIsConfirmedFor } from "../../submissions/answering/links.ts";
import { type DeskNote, notesIn, selectNotes } from "../../submissions/answering/notes.ts";
import { messagesIn, selectMessage } from "../../submissions/contact/messages.ts";
import type { RequestStep } from "../../submissions/data-request/procedure.ts";
import { requestsIn, selectRequest } from "../../submissions/data-request/requests.ts";
import { selectSteps, stepsIn } from "../../submissions/data-request/steps.ts";
import { feedbackIn, selectFeedback } from "../../submissions/feedback/feedback.ts";
import { findSubscription } from "../../submissions/newsletter/subscriptions.ts";
import type { Offer } from "../../submissions/order/offer.ts";
import { offersIn, selectOffers } from "../../submissions/order/offers.ts";
import { ordersIn, selectOrder } from "../../submissions/order/orders.ts";
import { selectStatusChanges, statusChangesIn } from "../../submissions/status/changes.ts";
import { keyRing } from "../../vault/ring.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { openEach } from "../../vault/set-aside.ts";
import type { AppContext } from "../../web/app.ts";
import { namesIn, type StaffNames, selectNames } from "../members/names.ts";
import type { DeskItem, DeskSubmission } from "./item.ts";
import { isClosed, typedIn } from "./items.ts";
import { type MailState, mailStatesIn, selectMailStates } from "./mails.ts";
import { type SavedAnswer, savedAnswersIn, selectSavedAnswers } from "./saved-answers.ts";
import { itemIn, selectItem } from "./working.ts";

/** What the page of an item shows besides what its route adds. */
export interface ItemContext {
  notes: readonly DeskNote[];
  offers: readonly Offer[];
  mails: readonly MailState[];
  /** Legal holds on it. */
  holds: readonly Hold[];
  names: StaffNames;
  /** User ids of those who may work on it. */
  colleagues: readonly string[];
  saved: readonly SavedAnswer[];
  /** How it was worked on, if it is a data request. */
  steps: readonly RequestStep[];
  /** Whether its sender is known to read the address: only then is anything of theirs quoted in mail. */
  isConfirmed: boolean;
}

/** A loaded submission with the last entry of the audit log, to which whoever shows it has to add one. */
export interface Loaded {
  submission: DeskSubmission;
  context: ItemContext;
  tip: Tip;
}

/**
 * Loads the submission that the address names, whatever its form, for the page and the route. One D1 round trip, two
 * for the newsletter.
 * @returns undefined when none has this reference; without a submission where only the mark of an erased one is left
 */
export async function loadSubmission(c: AppContext): Promise<Loaded | undefined> {
  return submissionUnder(c.env, referenceIn(c.req.param("reference") ?? ""));
}

/** The same by its reference. */
export async function submissionUnder(env: Env, reference: string): Promise<Loaded | undefined> {
  const db = env.DB;
  const [
    found,
    changes,
    tip,
    messages,
    feedback,
    orders,
    requests,
    notes,
    offers,
    mails,
    holds,
    names,
    saved,
    confirmed,
    steps,
  ] = await db.batch([
    selectItem(db, reference),
    selectStatusChanges(db, reference),
    selectTip(db),
    selectMessage(db, reference),
    selectFeedback(db, reference),
    selectOrder(db, reference),
    selectRequest(db, reference),
    selectNotes(db, reference),
    selectOffers(db, reference),
    selectMailStates(db, reference),
    selectHoldsOn(db, reference),
    selectNames(db),
    selectSavedAnswers(db),
    selectIsConfirmedFor(db, reference),
    selectSteps(db, reference),
  ]);
  const item = itemIn(found);
  if (!item) return undefined;
  const ring = await keyRing(env);
  const kept = await keptOf(env, item, { messages, feedback, orders, requests });
  if (!kept && item.state !== "erased") return undefined;
  return {
    submission: {
      item,
      // Reading is work too, and nobody works on it any more.
      typed: isClosed({ item }) ? {} : typedIn(kept ?? {}),
      changes: isClosed({ item }) ? [] : await statusChangesIn(changes, ring),
    },
    context: {
      notes: isClosed({ item }) ? [] : await notesIn(notes, ring),
      offers: isClosed({ item }) ? [] : await offersIn(offers, ring),
      mails: mailStatesIn(mails),
      holds: await holdsIn(holds, ring),
      ...(await namesIn(names, ring)),
      saved: savedAnswersIn(saved),
      steps: await stepsIn(steps, ring),
      isConfirmed: isConfirmedIn(confirmed),
    },
    tip: tipIn(tip),
  };
}

type Rows = Record<"messages" | "feedback" | "orders" | "requests", D1Result | undefined>;

async function keptOf(
  env: Env,
  { form, reference }: DeskItem,
  { messages, feedback, orders, requests }: Rows,
): Promise<object | undefined> {
  const ring = await keyRing(env);
  const opened = {
    contact: () => messagesIn(messages, ring),
    feedback: () => feedbackIn(feedback, ring),
    order: () => ordersIn(orders, ring),
    "policy-changes": () => subscriptionsUnder(env.DB, ring, reference),
    newsletter: () => subscriptionsUnder(env.DB, ring, reference),
    "data-request": () => requestsIn(requests, ring),
  };
  const [kept] = await opened[form]();
  // What is there and does not open is shown without its words, so that staff can erase it.
  const rows = { contact: messages, feedback, order: orders, "data-request": requests };
  const isThere = form in rows && (rows[form as keyof typeof rows]?.results.length ?? 0) > 0;
  return kept ?? (isThere ? {} : undefined);
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
