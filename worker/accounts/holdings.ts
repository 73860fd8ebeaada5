import { formerAddressesIn, selectFormerAddresses } from "../addresses/store.ts";
import type { SignedIn } from "../auth/schema.ts";
import { consentsIn, selectConsentsOf } from "../consents/store.ts";
import { messagesIn, selectMessagesOf } from "../contacts/store.ts";
import { feedbackIn, selectFeedbackOf } from "../feedback/store.ts";
import { subscriptionsIn } from "../newsletter/core.ts";
import { selectSubscriptionsOf } from "../newsletter/store.ts";
import { ordersIn, selectOrdersOf } from "../orders/store.ts";
import { requestsIn, selectRequestsOf } from "../requests/store.ts";
import { selectSessions, sessionsIn } from "../sessions/store.ts";
import { selectSignatures, signaturesIn } from "../signatures/store.ts";
import { selectSignIns, signInsFrom } from "../signins/store.ts";
import { selectStatusesOf, statusesIn } from "../statuses/store.ts";
import { keyRing } from "../vault/ring.ts";
import type { Holdings } from "./schema.ts";
import { detailsIn, selectUser } from "./store.ts";

/** The account's pages show this many tries to sign in; the export holds them all. */
export const shownSignIns = 50;

/**
 * Everything that is held about somebody, in one D1 round trip. What their address sent by form is among it.
 * @param mostSignIns so many of the latest tries to sign in; below 0 all of them
 */
export async function holdingsOf(env: Env, who: SignedIn, mostSignIns = shownSignIns): Promise<Holdings> {
  const db = env.DB;
  const { userId, emailIndex } = who;
  const [
    user,
    former,
    orders,
    messages,
    feedback,
    requests,
    statuses,
    subscriptions,
    consents,
    signatures,
    signIns,
    sessions,
  ] = await db.batch([
    selectUser(db, userId),
    selectFormerAddresses(db, userId),
    selectOrdersOf(db, emailIndex),
    selectMessagesOf(db, emailIndex),
    selectFeedbackOf(db, emailIndex),
    selectRequestsOf(db, emailIndex),
    selectStatusesOf(db, emailIndex),
    selectSubscriptionsOf(db, emailIndex),
    selectConsentsOf(db, userId, emailIndex),
    selectSignatures(db, userId),
    selectSignIns(db, userId, mostSignIns),
    selectSessions(db, userId),
  ]);
  const ring = await keyRing(env);
  return {
    userId,
    email: who.email,
    twoFactor: who.twoFactor,
    ...(await detailsIn(user, ring)),
    formerAddresses: formerAddressesIn(former),
    orders: await ordersIn(orders, ring),
    messages: await messagesIn(messages, ring),
    feedback: await feedbackIn(feedback, ring),
    requests: await requestsIn(requests, ring),
    statuses: await statusesIn(statuses, ring),
    subscriptions: subscriptionsIn(subscriptions),
    consents: consentsIn(consents),
    signatures: signaturesIn(signatures),
    signIns: await signInsFrom(signIns, ring),
    sessions: sessionsIn(sessions),
  };
}
