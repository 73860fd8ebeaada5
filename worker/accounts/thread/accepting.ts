import organization from "../../../content/organization.yaml";
import type { Refusal } from "../../forms/receiving/again.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { offerText } from "../../submissions/order/offer.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { showProblem } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { sha256 } from "../../web/sha256.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { accountForm, type Sent } from "../form/account-form.ts";
import { passwordAgain } from "../form/password-again.ts";
import { receiptLetter } from "../signatures/documents.ts";
import { fileOfSignature } from "../signatures/issuing.ts";
import type { Signature } from "../signatures/signature.ts";
import { insertSignature } from "../signatures/signatures.ts";
import { acceptForm } from "./forms.ts";
import { type LoadedThread, loadThread } from "./loading.ts";
import { offerPage, type Thread } from "./pages.ts";
import { acceptOffer } from "./writing.ts";

/** The page that shows an offer to whoever ordered, and takes its acceptance with the password. */
export const offerRoutes = accountForm({
  form: acceptForm,
  page: offerPage,
  path: "account/offer/:reference/",
  load: async (c): Promise<Response | { thread: Thread }> => {
    const loaded = await ownThread(c);
    return loaded ? { thread: loaded.thread } : showProblem(c, 404);
  },
  submit: accept,
});

/** Accepts the offer and stores the signature over its text in one batch. */
async function accept(c: AppContext, sent: Sent<{ password: string }>): Promise<Response | Refusal> {
  const again = await passwordAgain(c, sent.record.password);
  if (!("work" in again)) return again;
  const loaded = await ownThread(c);
  const offer = loaded?.thread.offer;
  const { ticket, receivedAt, key } = sent;
  const back = `/${ticket.language}/account/orders/`;
  // Staff may have made another offer since this page was shown.
  const isShown = offer !== undefined && offer.madeAt.getTime() <= ticket.issuedAt;
  if (!loaded || !isShown) return c.redirect(`${back}?done=offer-late`, 303);
  const who = signedInOf(c);
  const text = offerText(offer);
  const policy = provided(c, policyInForce);
  const signature: Signature = {
    id: `S-${key.slice(0, 12)}`,
    userId: who.userId,
    purpose: "offer",
    document: offer.id,
    documentHash: await sha256(text),
    policyVersion: policy.date,
    policyHash: ticket.policyHash,
    signedAt: receivedAt,
  };
  const context = { organization, origin: c.env.ORIGIN, language: ticket.language };
  const receipt = asMail(`${offer.id}/signature`, who.email, receiptLetter(signature, text, context), {
    attachments: [await fileOfSignature(c.env, signature, text, ticket.language)],
  });
  const isAccepted = await acceptOffer(c, loaded, {
    more: [
      await insertSignature(c.env, signature),
      await queueMail(c.env.DB, await keyRing(c.env), receipt, receivedAt),
    ],
  });
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`${back}?done=${isAccepted ? "offer-accepted" : "offer-late"}`, 303);
}

/** The order that the address names, if it is of whoever is signed in. */
async function ownThread(c: AppContext): Promise<LoadedThread | undefined> {
  const loaded = await loadThread(c.env, c.req.param("reference") ?? "");
  const isOwn = loaded?.emailIndex === signedInOf(c).emailIndex && loaded.thread.form === "order";
  return isOwn && !loaded.thread.isClosed ? loaded : undefined;
}
