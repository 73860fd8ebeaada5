import { Hono } from "hono";
import { consentsIn, selectConsentsOf } from "../../forms/consents/consents.ts";
import { withinProof } from "../../forms/consents/record.ts";
import { broken, issueReceipt } from "../../forms/receipts/issuing.ts";
import { ordersIn, selectOrdersOf } from "../../submissions/order/orders.ts";
import { keyRing, recordKeys } from "../../vault/ring.ts";
import { type AppContext, type AppEnv, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import type { Language } from "../../web/organization.ts";
import { show, showProblem } from "../../web/page.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { receiptFile, signedText } from "../signatures/documents.ts";
import { isOfPublished, issueSignatureReceipt } from "../signatures/issuing.ts";
import { selectSignatures, signaturesIn, storedIn } from "../signatures/signatures.ts";
import { holdsSignature } from "../signatures/stored.ts";
import { type OwnReceipt, ownReceiptPage } from "./pages.ts";

/** The receipts of whoever is signed in, for signatures and consents, to read, keep and check. */
export const receiptPages = new Hono<AppEnv>()
  .get(`/${lang}/account/receipts/:id/`, async (c) => {
    const found = await ownReceipt(c);
    if (!found) return showProblem(c, 404);
    if (found === broken) return showProblem(c, 410);
    return show(c, ownReceiptPage, found);
  })
  .get(`/${lang}/account/receipts/:id/file/`, async (c) => {
    const found = await ownReceipt(c);
    if (!found) return showProblem(c, 404);
    if (found === broken) return showProblem(c, 410);
    const language = c.req.param("lang") as Language;
    const { filename, content } = receiptFile(found, { origin: c.env.ORIGIN, language });
    return c.body(content, 200, {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${filename}"`,
    });
  });

/** The receipt with this number, if it belongs to whoever is signed in; with the text of a signed order. */
async function ownReceipt(c: AppContext): Promise<OwnReceipt | typeof broken | undefined> {
  const id = c.req.param("id") ?? "";
  const { userId, emailIndex } = signedInOf(c);
  const db = c.env.DB;
  const [signed, consents, orders] = await db.batch([
    selectSignatures(db, userId),
    selectConsentsOf(db, userId, emailIndex),
    selectOrdersOf(db, emailIndex),
  ]);
  const signature = signaturesIn(signed).find((one) => one.id === id);
  if (signature) {
    const kept = await ordersIn(orders, await keyRing(c.env));
    const order = kept.find(({ reference }) => reference === signature.document);
    const stored = storedIn(signed).find((one) => one.id === id);
    if (!stored || !(await holdsSignature(await recordKeys(c.env), stored)) || !isOfPublished(signature))
      return broken;
    const issued = await issueSignatureReceipt(c.env, signature);
    return order ? { ...issued, text: signedText(order) } : issued;
  }
  return withinProof(consentsIn(consents), now(c.env)).some(({ subject }) => subject === id)
    ? issueReceipt(c.env, id)
    : undefined;
}
