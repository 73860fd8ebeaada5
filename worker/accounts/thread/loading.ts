import organization from "../../../content/organization.yaml";
import { findSubmissionOf, submissionIn } from "../../submissions/answering/found.ts";
import { messagesIn, selectMessage } from "../../submissions/contact/messages.ts";
import { requestsIn, selectRequest } from "../../submissions/data-request/requests.ts";
import { selectIsExported, wasExportedIn } from "../../submissions/data-request/steps.ts";
import { feedbackIn, selectFeedback } from "../../submissions/feedback/feedback.ts";
import type { KeptOrder } from "../../submissions/order/form.ts";
import { holds } from "../../submissions/order/offer.ts";
import { offersIn, selectOffers } from "../../submissions/order/offers.ts";
import { ordersIn, selectOrder } from "../../submissions/order/orders.ts";
import { selectStatusChanges, statusChangesIn } from "../../submissions/status/changes.ts";
import { bySender } from "../../submissions/status/status.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { isOffered } from "../../web/offers.ts";
import type { Language } from "../../web/organization.ts";
import { isConfirmed } from "../engine/users.ts";
import type { Thread } from "./pages.ts";

/** How many changes a client may add to: a page shows them all, and each costs staff a mail. */
const maxEvents = 200;

/** A thread with what is needed to act on it. */
export interface LoadedThread {
  thread: Thread;
  /** The client's address. */
  email: string;
  emailIndex: string;
  language: Language;
  /** Which change comes next, counted from 1. */
  next: number;
}

/**
 * What a client sent, under its reference.
 * @returns undefined when it is gone, or only a hold keeps it
 */
export async function loadThread(env: Env, reference: string): Promise<LoadedThread | undefined> {
  const db = env.DB;
  const [found, changes, messages, feedback, orders, requests, offers, exported] = await db.batch([
    findSubmissionOf(db, reference),
    selectStatusChanges(db, reference),
    selectMessage(db, reference),
    selectFeedback(db, reference),
    selectOrder(db, reference),
    selectRequest(db, reference),
    selectOffers(db, reference),
    selectIsExported(db, reference),
  ]);
  const submission = submissionIn(found);
  if (!submission) return undefined;
  const ring = await keyRing(env);
  const [message] = await messagesIn(messages, ring);
  const [rating] = await feedbackIn(feedback, ring);
  const [order] = await ordersIn(orders, ring);
  const [request] = await requestsIn(requests, ring);
  const email = (message ?? rating ?? order ?? request)?.email ?? "";
  if (email === "") return undefined;
  const history = await statusChangesIn(changes, ring);
  const { status, language } = submission;
  const offer = status === "offered" ? (await offersIn(offers, ring)).at(-1) : undefined;
  const index = await emailIndex(ring, email);
  return {
    email,
    emailIndex: index,
    language,
    next: history.length + 1,
    thread: {
      reference,
      form: submission.form,
      status,
      receivedAt: submission.receivedAt,
      words: message?.message ?? rating?.feedback ?? wordsOf(order) ?? request?.details ?? "",
      ...(request ? { kind: request.kind } : {}),
      events: history.map(({ changedBy, ...event }) => ({ ...event, isOwn: changedBy === bySender })),
      ...(offer ? { offer } : {}),
      isOver: offer !== undefined && !holds(offer, dayOf(now(env), organization.timeZone)),
      hasAccount: isOffered("/account/") && (await isConfirmed(db, index)),
      isClosed: status === "withdrawn" || submission.isRestricted,
      isFull: history.length >= maxEvents,
      hasExport: wasExportedIn(exported),
    },
  };
}

function wordsOf(order: KeptOrder | undefined): string | undefined {
  return order && [order.goods, order.quantity, order.delivery].join("\n");
}
