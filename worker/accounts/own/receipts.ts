import { consentsIn, selectConsentsOf } from "../../forms/consents/consents.ts";
import { withinProof } from "../../forms/consents/record.ts";
import { answerCode, answerFile, type Found } from "../../forms/receipts/answering.ts";
import { broken, issueReceipt } from "../../forms/receipts/issuing.ts";
import { offerText } from "../../submissions/order/offer.ts";
import { offersIn, selectOffersOf } from "../../submissions/order/offers.ts";
import { ordersIn, selectOrdersOf } from "../../submissions/order/orders.ts";
import { keyRing, recordKeys } from "../../vault/ring.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { show, showProblem } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { sha256 } from "../../web/sha256.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { signedText } from "../signatures/documents.ts";
import { isOfPublished, issueSignatureReceipt } from "../signatures/issuing.ts";
import type { Signature } from "../signatures/signature.ts";
import { selectSignatures, signaturesIn, storedIn } from "../signatures/signatures.ts";
import { holdsSignature } from "../signatures/stored.ts";
import { ownReceiptPage } from "./pages.ts";

/** The receipts of whoever is signed in, for signatures and consents, to read, keep and check. */
export const receiptPages = router()
  .get(`/${lang}/account/receipts/:id/`, async (c) => {
    const found = await ownReceipt(c);
    if (!found) return showProblem(c, 404);
    if (found === broken) return showProblem(c, 410);
    return show(c, ownReceiptPage, found);
  })
  .get(`/${lang}/account/receipts/:id/file/`, async (c) => answerFile(c, await ownReceipt(c), ownOf(c)))
  .get(`/${lang}/account/receipts/:id/code/`, async (c) => answerCode(c, await ownReceipt(c), ownOf(c)));

/** Where the receipts of whoever is signed in are read. */
function ownOf(c: AppContext): string {
  return `/${c.req.param("lang")}/account/receipts/`;
}

/** The receipt with this number, if it belongs to whoever is signed in; with the text of a signed order or offer. */
async function ownReceipt(c: AppContext): Promise<Found> {
  const id = c.req.param("id") ?? "";
  const { userId, emailIndex } = signedInOf(c);
  const db = c.env.DB;
  const [signed, consents, orders, offers] = await db.batch([
    selectSignatures(db, userId),
    selectConsentsOf(db, userId, emailIndex),
    selectOrdersOf(db, emailIndex),
    selectOffersOf(db, emailIndex),
  ]);
  const stored = storedIn(signed).find((one) => one.id === id);
  const signature = signaturesIn(signed).find((one) => one.id === id);
  if (stored && signature) {
    if (!(await holdsSignature(await recordKeys(c.env), stored)) || !isOfPublished(signature)) return broken;
    const ring = await keyRing(c.env);
    const texts = [
      ...(await ordersIn(orders, ring)).map(signedText),
      ...(await offersIn(offers, ring)).map(offerText),
    ];
    const issued = await issueSignatureReceipt(c.env, signature);
    const text = await textOf(signature, texts);
    return text === undefined ? issued : { ...issued, text };
  }
  return withinProof(consentsIn(consents), now(c.env)).some(({ subject }) => subject === id)
    ? issueReceipt(c.env, id)
    : undefined;
}

/** The text that was signed, as its hash tells; undefined where it is not kept any more, or is the policy. */
async function textOf({ documentHash }: Signature, texts: readonly string[]): Promise<string | undefined> {
  const hashes = await Promise.all(texts.map(sha256));
  return texts[hashes.indexOf(documentHash)];
}
