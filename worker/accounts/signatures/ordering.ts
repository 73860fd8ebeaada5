import { knownAnswers } from "../../forms/form/known.ts";
import { referenceFrom } from "../../forms/form/reference.ts";
import { store } from "../../forms/intake/storing.ts";
import type { Refusal } from "../../forms/receiving/again.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { asMail } from "../../mail/letter.ts";
import { orderForm } from "../../submissions/order/form.ts";
import { takeOrder } from "../../submissions/order/taking.ts";
import type { AppContext } from "../../web/app.ts";
import { bytesOf } from "../../web/base64url.ts";
import { provide } from "../../web/provided.ts";
import { sha256 } from "../../web/sha256.ts";
import { refusedFirst } from "../agreement/asking.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { type AccountForm, accountForm, type Sent } from "../form/account-form.ts";
import { passwordAgain } from "../form/password-again.ts";
import { receiptLetter, signedText } from "./documents.ts";
import { fileOfSignature } from "./issuing.ts";
import {
  type KnownBuyer,
  type Signature,
  type SignedOrder,
  signedOrderForm,
  signedOrderPage,
} from "./signature.ts";
import { insertSignature } from "./signatures.ts";

/**
 * The page that takes an order and its signature, unless the account refused the version in force.
 * @param load loads the person's details, to begin with
 */
export function signedOrderRoutes(load: AccountForm<SignedOrder, KnownBuyer>["load"]) {
  return accountForm({
    form: signedOrderForm,
    page: signedOrderPage,
    load: async (c) => {
      const loaded = (await refusedFirst(c, signedInOf(c).userId)) ?? (await load(c));
      if (!(loaded instanceof Response)) provide(c, knownAnswers, loaded.answers);
      return loaded;
    },
    submit: order,
  });
}

/** Stores order, consent, signature, copy and receipt in one batch, or none of them. */
async function order(c: AppContext, sent: Sent<SignedOrder>): Promise<Response | Refusal> {
  const { password, ...typed } = sent.record;
  const again = await passwordAgain(c, password);
  if (!("work" in again)) return again;
  const who = signedInOf(c);
  const { ticket, receivedAt, key } = sent;
  const reference = referenceFrom("B", bytesOf(key));
  const record = { ...typed, email: who.email, guardian: "" };
  const text = signedText(record);
  const signature: Signature = {
    id: `S-${key.slice(0, 12)}`,
    userId: who.userId,
    purpose: "order",
    document: reference,
    documentHash: await sha256(text),
    policyVersion: ticket.policyVersion,
    policyHash: ticket.policyHash,
    signedAt: receivedAt,
  };
  const file = await fileOfSignature(c.env, signature, text, ticket.language);
  const accepted = {
    form: orderForm,
    values: record,
    record,
    ticket,
    reference,
    receivedAt,
    suspicions: [],
    ownAddresses: [who.email],
  };
  await store(
    c,
    async (env, ring, submission) => {
      const intake = await takeOrder(env, ring, submission);
      const receipt = asMail(
        `${reference}/signature`,
        who.email,
        receiptLetter(signature, text, submission.context),
        { attachments: [file] },
      );
      return {
        statements: [...intake.statements, await insertSignature(env, signature)],
        mails: [...intake.mails, receipt],
      };
    },
    accepted,
  );
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${ticket.language}/account/orders/?done=ordered`, 303);
}
