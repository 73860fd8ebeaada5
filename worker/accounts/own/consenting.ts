import organization from "../../../content/organization.yaml";
import { insertConsents } from "../../forms/consents/adding.ts";
import { consentsOf } from "../../forms/consents/giving.ts";
import { emailField } from "../../forms/form/fields.ts";
import type { Refusal } from "../../forms/receiving/again.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { provided } from "../../web/provided.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { detailsIn, selectUser } from "../engine/users.ts";
import { accountForm, type Sent } from "../form/account-form.ts";
import { passwordAgain } from "../form/password-again.ts";
import { receiptLetter } from "../signatures/documents.ts";
import { fileOfSignature } from "../signatures/issuing.ts";
import { insertSignature } from "../signatures/signatures.ts";
import { type Acceptance, acceptanceForm, detailsForm } from "./forms.ts";
import { acceptancePage } from "./pages.ts";
import { loadAgreement } from "./showing.ts";

/** Signs the version of the policy in force. */
export const acceptanceRoutes = accountForm({
  form: acceptanceForm,
  page: acceptancePage,
  load: loadAgreement,
  submit: accept,
});

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
  const context = { organization, origin: c.env.ORIGIN, language: ticket.language };
  const mail = asMail(`signature/${signature.id}`, who.email, receiptLetter(signature, undefined, context), {
    attachments: [await fileOfSignature(c.env, signature, undefined, ticket.language)],
  });
  await db.batch([
    await insertSignature(c.env, signature),
    ...(await insertConsents(
      c.env,
      consents.map((consent) => ({ ...consent, id: `${consent.id}/${signature.id}` })),
    )),
    await queueMail(db, ring, mail, receivedAt),
  ]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${ticket.language}/account/consents/?done=signed`, 303);
}
