import { Hono } from "hono";
import { type AppEnv, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { ofNetwork, takeShares } from "../../web/limits.ts";
import { show, showProblem } from "../../web/page.ts";
import { readForm } from "../../web/read-form.ts";
import { sha256 } from "../../web/sha256.ts";
import { broken, issueReceipt } from "./issuing.ts";
import { receiptKeys } from "./keys.ts";
import { checkReceiptPage } from "./receipt.ts";
import { checkReceipt } from "./signing.ts";

/** Receipts to download and to check, and the keys that prove them without us. */
export const receiptRoutes = new Hono<AppEnv>()
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
  .get(`/${lang}/sent/:reference/receipt.json`, async (c) => {
    const reference = c.req.param("reference");
    const issued = await issueReceipt(c.env, reference);
    if (!issued) return showProblem(c, 404);
    if (issued === broken) return showProblem(c, 410);
    const keys = `${c.env.ORIGIN}/.well-known/receipt-keys.json`;
    const file = { ...issued, keys, check: `${c.env.ORIGIN}/${c.req.param("lang")}/receipt/` };
    return c.body(`${JSON.stringify(file, undefined, 2)}\n`, 200, {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="receipt-${issued.receipt.sub}.json"`,
    });
  })
  .get("/.well-known/receipt-keys.json", async (c) => {
    const { published } = await receiptKeys(c.env);
    c.header("cache-control", "public, max-age=3600");
    return c.json({ keys: published });
  });
