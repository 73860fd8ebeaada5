import { formerAddressesIn, selectFormerAddresses } from "../addresses/store.ts";
import type { Role, SignedIn } from "../auth/schema.ts";
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
import type { Details, Holdings } from "./schema.ts";
import { detailsIn, findAccount, selectUser } from "./store.ts";

/** The account's pages show this many tries to sign in; the export holds them all. */
export const shownSignIns = 50;

/** What is held about somebody, without the account's own details. */
export type Held = Omit<
  Holdings,
  "email" | keyof Awaited<ReturnType<typeof detailsIn>> | "userId" | "twoFactor"
>;

/**
 * Everything that is held about somebody, in one D1 round trip. What their address sent by form is among it.
 * @param mostSignIns so many of the latest tries to sign in; below 0 all of them
 */
export async function holdingsOf(env: Env, who: SignedIn, mostSignIns = shownSignIns): Promise<Holdings> {
  const { userId, email, twoFactor } = who;
  const { user, held } = await heldBy(env, who, mostSignIns);
  return { userId, email, twoFactor, ...(await detailsIn(user, await keyRing(env))), ...held };
}

/** The same by an address, which may have no account: then there are no details. */
export async function heldUnder(
  env: Env,
  emailIndex: string,
): Promise<{ account?: { userId: string; role: Role; details: Details }; held: Held }> {
  const account = await findAccount(env.DB, emailIndex);
  const { user, held } = await heldBy(env, { userId: account?.userId ?? "", emailIndex }, -1);
  if (!account) return { held };
  const { details } = await detailsIn(user, await keyRing(env));
  return { account: { ...account, details }, held };
}

async function heldBy(
  env: Env,
  { userId, emailIndex }: Pick<SignedIn, "userId" | "emailIndex">,
  mostSignIns: number,
): Promise<{ user: D1Result | undefined; held: Held }> {
  const db = env.DB;
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
  const held = {
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
  return { user, held };
}
