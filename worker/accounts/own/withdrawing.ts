import { consentsIn, selectConsentsOf } from "../../forms/consents/consents.ts";
import { withdrawConsents } from "../../forms/consents/following.ts";
import type { ConsentRecord } from "../../forms/consents/record.ts";
import { endOfPeriod } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { cancelMail } from "../../mail/unsent.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { endSubscriptions } from "../../submissions/newsletter/subscriptions.ts";
import { isGone, isTaken } from "../../submissions/status/changes.ts";
import { withdrawalOf } from "../../submissions/status/withdrawing.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { showProblem } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { readForm } from "../../web/read-form.ts";
import { takingBack } from "../disclosures/answering.ts";
import { signedInOf } from "../engine/signed-in-of.ts";

/**
 * Takes back one consent of whoever is signed in, or all that hold for a purpose. Another person's consent answers 404,
 * as if it did not exist. That to the account itself ends with the account.
 */
export async function withdraw(c: AppContext): Promise<Response> {
  const submitted = await readForm(c);
  if (submitted instanceof Response) return submitted;
  const { userId } = signedInOf(c);
  const named = submitted.get("consent");
  const own = (await ownConsents(c)).filter(
    ({ subject, purpose, event }) =>
      `${subject}/${purpose}` === named || (purpose === named && event === "given"),
  );
  const [first] = own;
  if (!first) return showProblem(c, 404);
  if (own.some(({ subject }) => subject === userId))
    return c.redirect(`/${c.req.param("lang")}/account/delete/`, 303);
  if (first.purpose === "newsletter") return stopNewsletter(c);
  if (first.purpose === "policy-changes") return stopNotices(c, own);
  for (const one of own) {
    if (one.purpose === "disclosure") await takeBackAgreement(c, one.subject);
    else await withdrawFrom(c, one);
  }
  return c.redirect(`/${c.req.param("lang")}/account/consents/?done=withdrawn`, 303);
}

async function takeBackAgreement(c: AppContext, reference: string): Promise<void> {
  const statements = await takingBack(c, reference, "account");
  if (statements.length > 0) await c.env.DB.batch(statements);
}

/** Ends what was sent under a consent, and tells both sides. Repeated, it does nothing. */
async function withdrawFrom(c: AppContext, own: ConsentRecord): Promise<void> {
  const db = c.env.DB;
  const at = now(c.env);
  const { email } = signedInOf(c);
  const keptUntil = endOfPeriod(periodKept("consent", provided(c, policyInForce).commitments), at);
  const withdrawal = () => withdrawalOf(c.env, own, { method: "account", email, at, keptUntil });
  const store = async () => {
    const statements = await withdrawal();
    if (statements) await db.batch(statements);
  };
  try {
    await store().catch((error: unknown) => {
      // Staff have changed the status meanwhile; this comes after that.
      if (isTaken(error)) return store();
      throw error;
    });
  } catch (error) {
    // Erased meanwhile, with its consent.
    if (!isGone(error)) throw error;
  }
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
}

/**
 * Ends every subscription of whoever is signed in, takes back issues that have not left, and withdraws their consent to
 * it.
 */
export async function stopNewsletter(c: AppContext): Promise<Response> {
  const db = c.env.DB;
  const at = now(c.env);
  const { emailIndex } = signedInOf(c);
  const keptUntil = endOfPeriod(periodKept("consent", provided(c, policyInForce).commitments), at);
  const own = (await ownConsents(c)).filter(({ purpose }) => purpose === "newsletter");
  await db.batch([
    ...(await withdrawConsents(c.env, own, { method: "account", recordedAt: at, keptUntil })),
    endSubscriptions(db, emailIndex, at),
    cancelMail(db, "issue", emailIndex, at),
  ]);
  return c.redirect(`/${c.req.param("lang")}/account/newsletter/?done=stopped`, 303);
}

/** Ends every subscription to notices of changes. With an account they come all the same, as the policy promises. */
async function stopNotices(c: AppContext, own: readonly ConsentRecord[]): Promise<Response> {
  const db = c.env.DB;
  const at = now(c.env);
  const keptUntil = endOfPeriod(periodKept("consent", provided(c, policyInForce).commitments), at);
  await db.batch([
    ...(await withdrawConsents(c.env, own, { method: "account", recordedAt: at, keptUntil })),
    endSubscriptions(db, signedInOf(c).emailIndex, at, "policy-changes"),
  ]);
  return c.redirect(`/${c.req.param("lang")}/account/consents/?done=withdrawn`, 303);
}

/** The latest event of each consent of whoever is signed in. */
async function ownConsents(c: AppContext): Promise<ConsentRecord[]> {
  const { userId, emailIndex } = signedInOf(c);
  const events = consentsIn(await selectConsentsOf(c.env.DB, userId, emailIndex).run());
  return [...new Map(events.map((event) => [`${event.subject}/${event.purpose}`, event])).values()];
}
