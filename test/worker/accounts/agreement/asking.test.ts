import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { addDays } from "../../../../worker/web/days.ts";
import { answers } from "../../../fixtures/answers.ts";
import { firstVersion, hereAt, inWords } from "../../../fixtures/content.ts";
import { version } from "../../../fixtures/versions.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { makeClient } from "../../client.ts";
import { publishedToo } from "../../later-versions.ts";
import { ask, cookiesOf, fillIn, lastShown, trips } from "../../site.ts";

const next = addDays(firstVersion.date, 1);
const material = { ...version(2, next), commitments: firstVersion.commitments };
publishedToo(material);

const db = env.DB;
const [email, password] = ["li@example.org", "seven dried apricots"];
const question = "/en/account/consents/accept/";

/** Somebody who opened an account before the material version took effect. */
async function makeEarlier(): Promise<string> {
  const id = await makeClient(env, email, password);
  await db
    .prepare("update users set created_at = ?1")
    .bind(hereAt(firstVersion.date, 13).toISOString())
    .run();
  return id;
}

async function signIn(): Promise<{ to: string | null; cookie: string }> {
  const answer = await fillIn("sign-in", "/en/sign-in/", { email, password });
  return { to: answer.headers.get("location"), cookie: cookiesOf(answer) };
}

const accept = (cookie: string) => fillIn("accept-policy", question, { consent: "yes", password }, cookie);

const refuse = (cookie: string, named = material.date) =>
  ask("/en/account/consents/refuse/", { cookie, fields: { version: named } });

const order = (cookie: string) =>
  fillIn("signed-order", "/en/account/order/", { ...answers.order, password }, cookie);

const said = async () =>
  (await db.prepare("select event, policy_version from consents order by sequence").all()).results;

describe("an account opened before a material version", () => {
  it("is asked at the next sign-in, and everything else in it stays usable until it answers", async () => {
    await makeEarlier();
    trips.length = 0;
    const { to, cookie } = await signIn();
    expect(to).toBe(question);
    await settled();
    // Asking costs no round trip of its own; the mail about the new device leaves while the answer is on its way.
    expect(trips.filter((trip) => !trip.startsWith("update outbox"))).toEqual(["batch", "batch"]);
    expect((await ask("/en/account/", { cookie })).status).toBe(200);
    expect(lastShown()).toContain(
      `"agreement":{"state":"due","agreed":"${firstVersion.date}","inForce":"${next}"}`,
    );
    expect((await order(cookie)).headers.get("location")).toBe("/en/account/orders/?done=ordered");
  });

  it("is not asked again once it has signed with its password", async () => {
    await makeEarlier();
    const { cookie } = await signIn();
    const wrong = { consent: "yes", password: "not it at all" };
    expect((await fillIn("accept-policy", question, wrong, cookie)).status).toBe(422);
    expect((await signIn()).to).toBe(question);
    await accept(cookie);
    expect(await said()).toEqual([{ event: "given", policy_version: material.date }]);
    expect((await signIn()).to).toBe("/en/account/");
    await ask("/en/account/", { cookie });
    expect(lastShown()).toContain('"state":"holds"');
  });

  it("may refuse: it is recorded and confirmed by mail, and the account takes no new orders", async () => {
    await makeEarlier();
    const { cookie } = await signIn();
    await settled();
    await db.prepare("delete from outbox").run();
    expect((await refuse(cookie)).headers.get("location")).toBe("/en/account/?done=refused");
    await refuse(cookie);
    expect(await said()).toEqual([{ event: "refused", policy_version: material.date }]);
    const { results: mails } = await db.prepare("select subject from outbox").all();
    expect(mails).toEqual([{ subject: `You refused our privacy policy of ${inWords(next)}` }]);
    for (const answer of [await order(cookie), await ask("/en/account/order/", { cookie })])
      expect(answer.headers.get("location")).toBe(`${question}?done=no-orders`);
    expect(await db.prepare("select 1 from orders").first()).toBeNull();
  });

  it("that refused can still read, correct, download, withdraw and delete, and agree after all", async () => {
    const id = await makeEarlier();
    const { cookie } = await signIn();
    await fillIn("contact", "/en/contact/", { ...answers.contact, email });
    await refuse(cookie);
    expect((await signIn()).to).toBe("/en/account/");
    expect((await ask("/en/account/", { cookie })).status).toBe(200);
    const details = { name: "Li W.", phone: "", address: "" };
    const corrected = await fillIn("details", "/en/account/details/", details, cookie);
    expect(corrected.headers.get("location")).toBe("/en/account/?done=corrected");
    const download = await ask("/en/account/export/", { cookie, fields: {} });
    expect(download.headers.get("content-type")).toBe("application/zip");
    const message = await db.prepare("select reference from contact_messages").first<{ reference: string }>();
    const fields = { consent: `${message?.reference}/support` };
    await ask("/en/account/consents/withdraw/", { cookie, fields });
    expect(await db.prepare("select status from submissions").first()).toEqual({ status: "withdrawn" });
    await accept(cookie);
    expect((await order(cookie)).headers.get("location")).toBe("/en/account/orders/?done=ordered");
    await fillIn("delete", "/en/account/delete/", { when: "now", password }, cookie);
    const last = await db
      .prepare("select event from consents where subject = ?1 order by sequence desc")
      .bind(id)
      .first();
    expect(last).toEqual({ event: "withdrawn" });
  });

  it("refuses only what it was shown, and only when it was asked", async () => {
    await makeEarlier();
    const { cookie } = await signIn();
    expect((await refuse(cookie, firstVersion.date)).headers.get("location")).toBe(question);
    await accept(cookie);
    expect((await refuse(cookie)).headers.get("location")).toBe("/en/account/consents/");
    expect(await said()).toEqual([{ event: "given", policy_version: material.date }]);
  });
});

it("an account opened under the version in force is not asked", async () => {
  await makeClient(env, email, password);
  expect((await signIn()).to).toBe("/en/account/");
});
