import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { queueMail } from "../../../../worker/mail/outbox.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { answers } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { ask, fillIn, makeSignedIn, trips } from "../../site.ts";

/** The cookie of an owner who is signed in. */
async function signIn(): Promise<string> {
  const { userId, cookie } = await makeSignedIn("owner@example.org", "seven dried apricots");
  await settled();
  await env.DB.prepare("update users set role = 'owner', two_factor_enabled = 1 where id = ?1")
    .bind(userId)
    .run();
  return cookie;
}

/** The reference of something sent through a form of the site. */
async function sent(form: "order" | "contact" | "data-request"): Promise<string> {
  const answer = await fillIn(form, `/en/${form}/`, answers[form]);
  return /\/sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
}

describe("round trips to D1", () => {
  it("are one for who it is, one for what is shown, one for the audit log", async () => {
    const cookie = await signIn();
    const at = new Date("2026-12-01T10:00:00Z");
    const mail = { id: "sign-in/x", to: "a,b", subject: "Hello", text: "", html: "", headers: {} };
    await (await queueMail(env.DB, await keyRing(env), mail, at)).run();
    const [order, message, asked] = [await sent("order"), await sent("contact"), await sent("data-request")];
    await env.DB.prepare("update data_requests set confirmed_at = received_at").run();
    await env.DB.prepare("update submissions set quarantined_at = null").run();
    await settled();
    const costs: Record<string, number> = {};
    for (const path of [
      "newsletter/write/",
      "",
      "inbox/",
      "orders/",
      "data-requests/",
      "mail/",
      "mail/sign-in/x/",
      "newsletter/",
      "audit/",
      `inbox/${message}/`,
      `orders/${order}/`,
      `data-requests/${asked}/`,
    ]) {
      trips.length = 0;
      const shown = await ask(`/staff/${path}`, { cookie });
      expect([path, shown.status]).toEqual([path, 200]);
      costs[path] = trips.length;
    }
    expect(costs).toEqual({
      "newsletter/write/": 1,
      "": 2,
      // Names and words in a list are read after the entry that says so.
      "inbox/": 3,
      "orders/": 3,
      "data-requests/": 3,
      "mail/": 2,
      "mail/sign-in/x/": 2,
      "newsletter/": 2,
      // What its entries are about is looked up once they are read.
      "audit/": 3,
      [`inbox/${message}/`]: 3,
      [`orders/${order}/`]: 3,
      // What is held is found by address, which takes one more. The entry is written meanwhile.
      [`data-requests/${asked}/`]: 5,
    });
  });
});
