import { type AppContext, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { ofNetwork, takeShares } from "../../web/limits.ts";
import { show } from "../../web/page.ts";
import { readForm } from "../../web/read-form.ts";
import { router } from "../../web/router.ts";
import { sha256 } from "../../web/sha256.ts";
import { answerCode, answerFile } from "./answering.ts";
import { issueReceipt } from "./issuing.ts";
import { receiptKeys } from "./keys.ts";
import { checkReceiptPage } from "./receipt.ts";
import { checkReceipt } from "./signing.ts";

/** Receipts to download and to check, and the keys that prove them without us. */
export const receiptRoutes = router()
  .get(`/${lang}/receipt/`, (c) => show(c, checkReceiptPage, { text: "" }))
  .post(`/${lang}/receipt/`, async (c) => {
    const submitted = await readForm(c);
    if (submitted instanceof Response) return submitted;
    const text = submitted.get("receipt") ?? "";
    const waiting = await takeShares(
      c,
      [ofNetwork(c, "receipt")],
      now(c.env),
      `receipt/${await sha256(text)}`,
    );
    if (waiting)
      return show(
        c,
        checkReceiptPage,
        { text, problem: "too-many" },
        { status: 429, retryAfter: waiting.seconds },
      );
    const checked = await checkReceipt(await receiptKeys(c.env), text);
    return show(c, checkReceiptPage, checked, { status: checked.receipt ? 200 : 422 });
  })
  .get(`/${lang}/sent/:reference/receipt.json`, async (c) =>
    answerFile(c, await issueReceipt(c.env, c.req.param("reference")), sentOf(c)),
  )
  .get(`/${lang}/sent/:reference/receipt.svg`, async (c) =>
    answerCode(c, await issueReceipt(c.env, c.req.param("reference")), sentOf(c)),
  )
  .get("/.well-known/receipt-keys.json", async (c) => {
    const { published } = await receiptKeys(c.env);
    c.header("cache-control", "public, max-age=3600");
    return c.json({ keys: published });
  });

/** Where the receipts of submissions are read. */
function sentOf(c: AppContext): string {
  return `/${c.req.param("lang")}/sent/`;
}
