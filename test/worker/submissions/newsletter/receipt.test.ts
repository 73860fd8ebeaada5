import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { wayBackOf } from "../../../../worker/forms/consents/way-back.ts";
import type { Receipt } from "../../../../worker/forms/receipts/receipt.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { answers } from "../../../fixtures/answers.ts";
import { tokenOfLink } from "../../new-token.ts";
import { ask, fillIn, lastShown, makeSignedIn } from "../../site.ts";

const email = "anna@example.org";
const db = env.DB;

const referenceIn = (answer: Response): string =>
  /\/sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1] ?? "";

async function confirm(reference: string): Promise<void> {
  await ask(`/en/confirm/${await tokenOfLink(reference)}/`, { fields: {} });
}

/** The receipt to download, if there is one. */
async function receiptOf(reference: string): Promise<Receipt | undefined> {
  const answer = await ask(`/en/sent/${reference}/receipt.json`);
  return answer.ok ? ((await answer.json()) as { receipt: Receipt }).receipt : undefined;
}

const events = async (reference: string) =>
  (
    await db.prepare("select event from consents where subject = ?1 order by sequence").bind(reference).all()
  ).results.map(({ event }) => event);

describe("the receipt of the newsletter", () => {
  it("comes with the confirmation, not before", async () => {
    const reference = referenceIn(
      await fillIn("newsletter", "/en/newsletter/", { ...answers.newsletter, email }),
    );
    expect(await events(reference)).toEqual(["asked"]);
    await ask(`/en/sent/${reference}/`);
    expect(lastShown()).not.toContain("jws");
    expect(await receiptOf(reference)).toBeUndefined();
    await confirm(reference);
    await confirm(reference);
    expect(await events(reference)).toEqual(["asked", "given"]);
    expect((await receiptOf(reference))?.events.map(({ event }) => event)).toEqual(["given"]);
  });

  it("names the unsubscribe link as the way back, which works", async () => {
    const reference = referenceIn(
      await fillIn("newsletter", "/en/newsletter/", { ...answers.newsletter, email }),
    );
    await confirm(reference);
    const wayBack = (await receiptOf(reference))?.events[0]?.withdrawAt ?? "";
    expect(wayBack).toMatch(/^http.*\/en\/unsubscribe\/[\w-]{43}\/$/);
    await ask(new URL(wayBack).pathname, { fields: { "List-Unsubscribe": "One-Click" } });
    expect(await events(reference)).toEqual(["asked", "given", "withdrawn"]);
    expect((await receiptOf(reference))?.events.map(({ event }) => event)).toEqual(["given", "withdrawn"]);
  });

  it("joins that of the order it was ticked on once it is confirmed", async () => {
    const fields = { ...answers.order, email, newsletter: "yes" };
    const reference = referenceIn(await fillIn("order", "/en/order/", fields));
    const purposes = async () => (await receiptOf(reference))?.events.map(({ purpose }) => purpose);
    expect(await purposes()).toEqual(["orders"]);
    await confirm(reference);
    expect(await purposes()).toEqual(["orders", "newsletter"]);
  });

  it("does not exist for who never confirmed, though they left", async () => {
    const reference = referenceIn(
      await fillIn("newsletter", "/en/newsletter/", { ...answers.newsletter, email }),
    );
    const token = await wayBackOf(db, await keyRing(env), reference);
    await ask(`/en/unsubscribe/${token}/`, { fields: { "List-Unsubscribe": "One-Click" } });
    expect(await events(reference)).toEqual(["asked", "withdrawn"]);
    expect(await receiptOf(reference)).toBeUndefined();
  });

  it("comes at once in an account, whose address is confirmed", async () => {
    const { cookie } = await makeSignedIn(email, "seven dried apricots");
    await fillIn("own-newsletter", "/en/account/newsletter/", { newsletter: "yes" }, cookie);
    const { reference } = (await db
      .prepare("select reference from newsletter_subscriptions")
      .first<{ reference: string }>()) ?? { reference: "" };
    expect((await receiptOf(reference))?.events.map(({ event }) => event)).toEqual(["given"]);
  });
});
