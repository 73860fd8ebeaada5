import organization from "../../../content/organization.yaml";
import {
  currentIn,
  insertConsents,
  selectConsentsOf,
  withdrawConsent,
} from "../../forms/consents/consents.ts";
import { consentsOf } from "../../forms/consents/giving.ts";
import { emailField } from "../../forms/form/fields.ts";
import type { Refusal } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { endOfPeriod, periodKept } from "../../lifetimes/periods.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import { cancelMail } from "../../mail/unsent.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { endSubscriptions } from "../../submissions/newsletter/subscriptions.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { staffLanguage } from "../../web/organization.ts";
import { showProblem } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { readForm } from "../../web/read-form.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { detailsIn, selectUser } from "../engine/users.ts";
import { accountForm, type Sent } from "../form/account-form.ts";
import { passwordAgain } from "../form/password-again.ts";
import { receiptLetter } from "../signatures/documents.ts";
import { issueSignatureReceipt } from "../signatures/issuing.ts";
import { insertSignature } from "../signatures/signatures.ts";
import { type Acceptance, acceptanceForm, detailsForm } from "./forms.ts";
import { withdrawalLetter } from "./letter.ts";
import { acceptancePage } from "./pages.ts";

/** Signs the version of the policy in force. */
export const acceptanceRoutes = accountForm({
  form: acceptanceForm,
  page: acceptancePage,
  load: nothing,
  submit: accept,
});

/** Withdraws one consent of whoever is signed in. Another person's consent answers 404, as if it did not exist. */
export async function withdraw(c: AppContext): Promise<Response> {
  const submitted = await readForm(c);
  if (submitted instanceof Response) return submitted;
  const db = c.env.DB;
  const who = signedInOf(c);
  const given = currentIn(await selectConsentsOf(db, who.userId, who.emailIndex).run());
  const own = given.find(({ subject, purpose }) => `${subject}/${purpose}` === submitted.get("consent"));
  if (!own) return showProblem(c, 404);
  const at = now(c.env);
  const keptUntil = endOfPeriod(periodKept("consent", provided(c, policyInForce).commitments), at);
  const { subject, purpose } = own;
  if (purpose === "newsletter") return stopNewsletter(c);
  const context = { organization, origin: c.env.ORIGIN, language: staffLanguage(organization) };
  const mail = asMail(`withdrawn/${own.id}`, organization.email, withdrawalLetter(own, context));
  await db.batch([
    withdrawConsent(db, { subject, purpose, method: "account", recordedAt: at, keptUntil }),
    await queueMail(db, await keyRing(c.env), mail, at),
  ]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${c.req.param("lang")}/account/consents/?done=withdrawn`, 303);
}

/**
 * Ends every subscription of whoever is signed in, takes back issues that have not left, and withdraws their consent to
 * it.
 */
export async function stopNewsletter(c: AppContext): Promise<Response> {
  const db = c.env.DB;
  const at = now(c.env);
  const { userId, emailIndex } = signedInOf(c);
  const keptUntil = endOfPeriod(periodKept("consent", provided(c, policyInForce).commitments), at);
  const given = currentIn(await selectConsentsOf(db, userId, emailIndex).run());
  await db.batch([
    ...given
      .filter(({ purpose }) => purpose === "newsletter")
      .map(({ subject, purpose }) =>
        withdrawConsent(db, { subject, purpose, method: "account", recordedAt: at, keptUntil }),
      ),
    endSubscriptions(db, emailIndex, at),
    cancelMail(db, "issue", emailIndex, at),
  ]);
  return c.redirect(`/${c.req.param("lang")}/account/newsletter/?done=withdrawn`, 303);
}

/** The consent is to keeping the account, so the record names the kinds of data in it. */
const accountKept = {
  ...acceptanceForm,
  fields: [...detailsForm.fields, emailField, ...acceptanceForm.fields],
};

async function accept(c: AppContext, sent: Sent<Acceptance>): Promise<Response | Refusal> {
  const { record, ticket, receivedAt, key } = sent;
  const again = await passwordAgain(c, record.password);
  if (!("work" in again)) return again;
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const who = signedInOf(c);
  const signature = {
    id: `S-${key.slice(0, 12)}`,
    userId: who.userId,
    purpose: "policy" as const,
    document: ticket.policyVersion,
    documentHash: ticket.policyHash,
    policyVersion: ticket.policyVersion,
    policyHash: ticket.policyHash,
    signedAt: receivedAt,
  };
  const { details } = await detailsIn(await selectUser(db, who.userId).run(), ring);
  const values = { ...details, email: who.email, ...record };
  const consents = await consentsOf(accountKept, values, ticket, provided(c, policyInForce).commitments, {
    subject: who.userId,
    controller: organization,
    recordedAt: receivedAt,
  });
  const { jws } = await issueSignatureReceipt(c.env, signature);
  const context = { organization, origin: c.env.ORIGIN, language: ticket.language };
  const mail = asMail(
    `signature/${signature.id}`,
    who.email,
    receiptLetter(signature, jws, undefined, context),
  );
  await db.batch([
    insertSignature(db, signature),
    ...insertConsents(
      db,
      consents.map((consent) => ({ ...consent, id: `${consent.id}/${signature.id}` })),
    ),
    await queueMail(db, ring, mail, receivedAt),
  ]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${ticket.language}/account/consents/?done=signed`, 303);
}
