import { deleteLinksOf } from "../../forms/confirm-links/links.ts";
import { currentIn, selectConsentsOf } from "../../forms/consents/consents.ts";
import { withdrawConsents } from "../../forms/consents/following.ts";
import { deleteSubmissionsOf } from "../../forms/intake/submissions.ts";
import { commitmentsAt, endsOfProof } from "../../lifetimes/ends.ts";
import { type Erasure, subjectIndexOf } from "../../lifetimes/erasure.ts";
import { insertErasures } from "../../lifetimes/erasures.ts";
import { copyHolds, heldIndexOf, insertHeldErasure, setHeldApart } from "../../lifetimes/held-erasures.ts";
import { endOfPeriod } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import { deleteMailAbout, deleteMailOf } from "../../mail/outbox.ts";
import { versions } from "../../policy/versions/lock.ts";
import { deleteMessagesOf } from "../../submissions/contact/messages.ts";
import { deleteRequestsOf } from "../../submissions/data-request/requests.ts";
import { liftRestriction } from "../../submissions/data-request/restrictions.ts";
import { deleteFeedbackOf } from "../../submissions/feedback/feedback.ts";
import { deleteSubscriptionsOf } from "../../submissions/newsletter/subscriptions.ts";
import { deleteOrdersOf } from "../../submissions/order/orders.ts";
import { deleteStatusesOf } from "../../submissions/status/changes.ts";
import { keyRing } from "../../vault/ring.ts";
import { stopWeeklyMail } from "../../visits/figures/weekly-readers.ts";
import { now } from "../../web/clock.ts";
import { dayMs } from "../../web/days.ts";
import { formerAddressesIn, selectFormerAddresses } from "../address/addresses.ts";
import { forgetClientOf } from "../disclosures/disclosures.ts";
import { clearAccountFailures } from "../engine/failures.ts";
import type { SignedIn } from "../engine/signed-in.ts";
import { deleteUser } from "../engine/users.ts";
import { accountBucket } from "../sign-in/signing-in.ts";
import { endSignatures } from "../signatures/signatures.ts";
import { closeHeldAccount } from "./closing.ts";
import { undoDays } from "./form.ts";

/** How long an account that waits to be erased can still be kept, in milliseconds. */
export const undoMs = undoDays * dayMs;

/**
 * Erases somebody in one batch; `again` after the database was restored or a hold released. The ledger knows first:
 * whatever happens to the database from then on, the erasure is repeated.
 * @param more what else belongs to it
 */
export async function eraseClient(
  env: Env,
  who: Pick<SignedIn, "userId" | "emailIndex">,
  how: "first" | "again" = "first",
  more: readonly D1PreparedStatement[] = [],
): Promise<void> {
  const { statements, marks } = await erasureOf(env, who, how);
  await rememberErasures(env, marks);
  await env.DB.batch([...statements, ...more]);
}

/** Writes erasures into the ledger outside the database, which a restore leaves alone. */
export async function rememberErasures(env: Env, marks: readonly Erasure[]): Promise<void> {
  if (marks.length > 0) await env.ERASURES.getByName("ledger").record(marks);
}

/** What erases somebody: statements for one batch, and the marks for the ledger. */
export interface ErasureOfSomebody {
  statements: D1PreparedStatement[];
  marks: Erasure[];
}

/**
 * The statements that erase somebody: the account and everything its address has sent, in every table and in the
 * outbox. What stays names nobody: consents (withdrawn now), signatures, and the mark of the erasure. What is
 * held by law stays too, where neither its owner nor anybody who uses the address later finds it.
 * @param how `again` after the database was restored, when the marks exist already
 */
export async function erasureOf(
  env: Env,
  { userId, emailIndex }: Pick<SignedIn, "userId" | "emailIndex">,
  how: "first" | "again" | "data-request" | "from-child",
): Promise<ErasureOfSomebody> {
  const db = env.DB;
  const at = now(env);
  const ends = endsOfProof(versions, at);
  const keptUntil = endOfPeriod(periodKept("consent", commitmentsAt(versions, at)), at);
  const given = currentIn(await selectConsentsOf(db, userId, emailIndex).run());
  const marks = how === "again" ? [] : await marksOf(env, userId, emailIndex, at);
  const method = how === "data-request" || how === "from-child" ? how : "account";
  const apart = await heldIndexOf(await keyRing(env), { userId, emailIndex });
  const statements = [
    ...(await withdrawConsents(env, given, { method, recordedAt: at, keptUntil })),
    // What is held goes to where nothing below finds it.
    copyHolds(db, emailIndex, apart),
    setHeldApart(db, emailIndex, apart),
    ...closeHeldAccount(db, userId, apart),
    insertHeldErasure(db, apart, at),
    // These look up what the address has sent, so they come first.
    deleteMailOf(db, emailIndex),
    deleteMailAbout(db, `address/${userId}`),
    deleteLinksOf(db, emailIndex),
    deleteStatusesOf(db, emailIndex),
    deleteSubmissionsOf(db, emailIndex),
    deleteOrdersOf(db, emailIndex),
    deleteMessagesOf(db, emailIndex),
    deleteFeedbackOf(db, emailIndex),
    deleteRequestsOf(db, emailIndex),
    deleteSubscriptionsOf(db, emailIndex),
    liftRestriction(db, emailIndex),
    forgetClientOf(db, emailIndex),
    clearAccountFailures(db, await accountBucket(emailIndex)),
    stopWeeklyMail(db, userId),
    deleteUser(db, userId),
    ...(await endSignatures(env, userId, ends)),
    insertErasures(db, marks),
  ];
  return { statements, marks };
}

/** What an erasure is remembered by: the address, and each former one up to when the account left it. */
async function marksOf(env: Env, userId: string, emailIndex: string, at: Date): Promise<Erasure[]> {
  const ring = await keyRing(env);
  const former = formerAddressesIn(await selectFormerAddresses(env.DB, userId).run());
  const addresses = [...former, { emailIndex, leftAt: at.toISOString() }];
  return Promise.all(
    addresses.map(async ({ emailIndex: index, leftAt }) => ({
      subjectIndex: await subjectIndexOf(ring, index),
      erasedAt: leftAt,
    })),
  );
}
