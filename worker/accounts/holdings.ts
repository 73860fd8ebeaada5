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

/** The account shows this many tries to sign in; the export holds them all. */
const mostSignIns = 1000;

/** What is held about somebody, without the account's own details. */
export type Held = Omit<Holdings, "userId" | "email" | "twoFactor" | "details" | "createdAt">;

/** Everything that is held about somebody, in one D1 round trip. What their address sent by form is among it. */
export async function holdingsOf(env: Env, who: SignedIn): Promise<Holdings> {
  const { userId, email, twoFactor } = who;
  const { user, held } = await heldBy(env, who);
  return { userId, email, twoFactor, ...(await detailsIn(user, await keyRing(env))), ...held };
}

/** The same by an address, which may have no account: then there are no details. */
export async function heldUnder(
  env: Env,
  emailIndex: string,
): Promise<{ account?: { userId: string; role: Role; details: Details }; held: Held }> {
  const account = await findAccount(env.DB, emailIndex);
  const { user, held } = await heldBy(env, { userId: account?.userId ?? "", emailIndex });
  if (!account) return { held };
  const { details } = await detailsIn(user, await keyRing(env));
  return { account: { ...account, details }, held };
}

async function heldBy(
  env: Env,
  { userId, emailIndex }: Pick<SignedIn, "userId" | "emailIndex">,
): Promise<{ user: D1Result | undefined; held: Held }> {
  const db = env.DB;
  const [
    user,
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
