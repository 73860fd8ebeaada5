import { consentsIn, selectConsentsOf } from "../../forms/consents/consents.ts";
import { withinProof } from "../../forms/consents/record.ts";
import { lastedIn, selectLastedOf } from "../../forms/intake/lasting.ts";
import { ownNotesIn, selectNotesOf } from "../../submissions/answering/notes.ts";
import { messagesIn, selectMessagesOf } from "../../submissions/contact/messages.ts";
import { requestsIn, selectRequestsOf } from "../../submissions/data-request/requests.ts";
import { feedbackIn, selectFeedbackOf } from "../../submissions/feedback/feedback.ts";
import { subscriptionsIn } from "../../submissions/newsletter/letters.ts";
import { selectSubscriptionsOf } from "../../submissions/newsletter/subscriptions.ts";
import { offersIn, selectOffersOf } from "../../submissions/order/offers.ts";
import { ordersIn, selectOrdersOf } from "../../submissions/order/orders.ts";
import { selectStatusesOf, statusesIn } from "../../submissions/status/changes.ts";
import { keyRing } from "../../vault/ring.ts";
import { now } from "../../web/clock.ts";
import { formerAddressesIn, selectFormerAddresses } from "../address/addresses.ts";
import { ownDisclosuresIn, selectOwnDisclosures } from "../disclosures/disclosures.ts";
import type { Role, SignedIn } from "../engine/signed-in.ts";
import { type Details, detailsIn, emailIn, findAccount, selectUser } from "../engine/users.ts";
import { selectSessions, sessionsIn } from "../sessions/sessions.ts";
import { selectSignIns, signInsFrom } from "../sign-in/sign-ins.ts";
import { selectSignatures, signaturesIn } from "../signatures/signatures.ts";
import { selectSuspension, suspensionsIn } from "../suspension/suspensions.ts";
import { endsOf, withinPeriod } from "./ends.ts";
import type { Holdings } from "./held.ts";

/** How many sign-in tries the account's pages show. The export contains all. */
export const shownSignIns = 50;

/** What is held about somebody, without the account's own details. */
export type Held = Omit<
  Holdings,
  "email" | keyof Awaited<ReturnType<typeof detailsIn>> | "userId" | "twoFactor"
>;

/**
 * Everything held about somebody, in one D1 round trip, including what their address sent by form.
 * @param maxSignIns how many of the latest sign-in tries to load; any negative number loads all
 */
export async function holdingsOf(env: Env, who: SignedIn, maxSignIns = shownSignIns): Promise<Holdings> {
  const { userId, email, twoFactor } = who;
  const { user, held } = await heldBy(env, who, maxSignIns);
  return { userId, email, twoFactor, ...(await detailsIn(user, await keyRing(env))), ...held };
}

/** The account of an address, and what the export of it says of the account. */
export interface HeldAccount {
  userId: string;
  role: Role;
  email: string;
  details: Details;
  opened: Pick<Holdings, "userId" | "details" | "createdAt" | "guardianAgreedAt">;
}

/** The same by address. An address without an account has no details. */
export async function heldUnder(
  env: Env,
  emailIndex: string,
): Promise<{ account?: HeldAccount; held: Held }> {
  const account = await findAccount(env.DB, emailIndex);
  const { user, held } = await heldBy(env, { userId: account?.userId ?? "", emailIndex }, -1);
  if (!account) return { held };
  const ring = await keyRing(env);
  const opened = { userId: account.userId, ...(await detailsIn(user, ring)) };
  return {
    account: { ...account, email: await emailIn(user, ring), details: opened.details, opened },
    held,
  };
}

async function heldBy(
  env: Env,
  { userId, emailIndex }: Pick<SignedIn, "userId" | "emailIndex">,
  maxSignIns: number,
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
    disclosures,
    signatures,
    signIns,
    sessions,
    lasted,
    offers,
    notes,
    suspensions,
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
    selectOwnDisclosures(db, emailIndex),
    selectSignatures(db, userId),
    selectSignIns(db, userId, maxSignIns),
    selectSessions(db, userId),
    selectLastedOf(db, emailIndex),
    selectOffersOf(db, emailIndex),
    selectNotesOf(db, emailIndex),
    selectSuspension(db, userId),
  ]);
  const ring = await keyRing(env);
  const at = now(env);
  const given = withinProof(consentsIn(consents), at);
  const held = {
    formerAddresses: formerAddressesIn(former),
    orders: await ordersIn(orders, ring),
    messages: await messagesIn(messages, ring),
    feedback: await feedbackIn(feedback, ring),
    requests: await requestsIn(requests, ring),
    statuses: await statusesIn(statuses, ring),
    subscriptions: subscriptionsIn(subscriptions),
    consents: given,
    disclosures: await ownDisclosuresIn(disclosures, ring),
    signatures: signaturesIn(signatures),
    signIns: withinPeriod(await signInsFrom(signIns, ring), at),
    sessions: sessionsIn(sessions),
    offers: await offersIn(offers, ring),
    notes: await ownNotesIn(notes, ring),
    suspensions: await suspensionsIn(suspensions, ring),
    ends: endsOf(lastedIn(lasted), given, at),
  };
  return { user, held };
}
