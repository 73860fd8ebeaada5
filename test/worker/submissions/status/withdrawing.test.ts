import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { answers } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { ask, fillIn, lastShown, makeSignedIn } from "../../site.ts";

const [email, password] = ["li@example.org", "seven dried apricots"];
const db = env.DB;

const order = (goods: string) => fillIn("order", "/en/order/", { ...answers.order, email, goods });

/** References of what was sent with a form, in the order of arrival. */
async function references(form: string): Promise<string[]> {
  const { results } = await db
    .prepare("select reference from submissions where form = ?1 order by received_at")
    .bind(form)
    .all<{ reference: string }>();
  return results.map(({ reference }) => reference);
}

const statusOf = async (reference: string) =>
  (await db.prepare("select status from submissions where reference = ?1").bind(reference).first())?.status;

const takeBack = (consent: string, cookie: string) =>
  ask("/en/account/consents/withdraw/", { cookie, fields: { consent } });

async function makeManager(): Promise<string> {
  const { userId, cookie } = await makeSignedIn("manager@example.org", password);
  await db
    .prepare("update users set role = 'manager', two_factor_enabled = 1 where id = ?1")
    .bind(userId)
    .run();
  return cookie;
}

describe("taking back the consent to an order", () => {
  it("ends that order and no other, everywhere, and tells both sides", async () => {
    const { cookie } = await makeSignedIn(email, password);
    const staff = await makeManager();
    await order("Dried apricots");
    await order("Raisins");
    await settled();
    await db.prepare("delete from outbox").run();
    const [first = "", second = ""] = await references("order");
    const answer = await takeBack(`${first}/orders`, cookie);
    expect(answer.headers.get("location")).toBe("/en/account/consents/?done=withdrawn");
    expect([await statusOf(first), await statusOf(second)]).toEqual(["withdrawn", "received"]);
    const told = await db.prepare("select id, subject from outbox order by id").all();
    expect(told.results).toEqual([
      { id: `${first}/status-1`, subject: `You took back your consent to ${first}` },
      { id: `withdrawn/${first}/orders`, subject: `Consent withdrawn: ${first}` },
    ]);
    const event = await db.prepare("select changed_by, changed_at from status_events").first();
    expect(event?.changed_by).toBe("sender");
    await ask(`/en/sent/${first}/`);
    expect(lastShown()).toContain(`"withdrawnAt":"${String(event?.changed_at)}"`);
    await ask(`/staff/orders/${first}/`, { cookie: staff });
    expect(lastShown()).toContain('"status":"withdrawn"');
    expect(lastShown()).not.toMatch(/apricots|raisins/i);
    await ask("/staff/orders/", { cookie: staff });
    expect(lastShown()).not.toContain(first);
    await ask("/staff/orders/?show=withdrawn", { cookie: staff });
    expect(lastShown()).toContain(first);
  });

  it("closes it to staff, whose change is refused, even one that was under way", async () => {
    const { cookie } = await makeSignedIn(email, password);
    const staff = await makeManager();
    await order("Dried apricots");
    const [reference = ""] = await references("order");
    await takeBack(`${reference}/orders`, cookie);
    const fields = { status: "shipped", note: "", position: "2" };
    const refused = await ask(`/staff/orders/${reference}/status/`, { cookie: staff, fields });
    expect(refused.status).toBe(409);
    expect(await statusOf(reference)).toBe("withdrawn");
    const late = db.prepare(
      `insert into status_events (id, reference, position, status, changed_at, changed_by)
       values ('late', ?1, 2, 'shipped', '2026-12-01T00:00:00Z', 'U-1')`,
    );
    await expect(late.bind(reference).run()).rejects.toThrow("the consent was withdrawn");
  });

  it("comes after a change that staff made meanwhile, and happens once", async () => {
    const { cookie } = await makeSignedIn(email, password);
    const staff = await makeManager();
    await order("Dried apricots");
    const [reference = ""] = await references("order");
    await ask(`/staff/orders/${reference}/offer/`, {
      cookie: staff,
      fields: { price: "CNY 1", terms: "None.", holdsUntil: "2099-01-01", position: "1" },
    });
    await Promise.all([takeBack(`${reference}/orders`, cookie), takeBack(`${reference}/orders`, cookie)]);
    await takeBack(`${reference}/orders`, cookie);
    const { results } = await db
      .prepare("select position, status from status_events order by position")
      .all();
    expect(results).toEqual([
      { position: 1, status: "offered" },
      { position: 2, status: "withdrawn" },
    ]);
    const { results: consents } = await db
      .prepare("select event from consents where subject = ?1")
      .bind(reference)
      .all();
    expect(consents).toEqual([{ event: "given" }, { event: "withdrawn" }]);
  });

  it("takes back the mail about it that has not left", async () => {
    const { cookie } = await makeSignedIn(email, password);
    await order("Dried apricots");
    const [reference = ""] = await references("order");
    await settled();
    const unsent = "update outbox set sent_at = null, sealed_mail = 'v1.a.b.c' where id glob ?1 || '/*'";
    await db.prepare(unsent).bind(reference).run();
    await takeBack(`${reference}/orders`, cookie);
    const { results } = await db
      .prepare("select sealed_mail from outbox where dropped_at is not null and id glob ?1 || '/*'")
      .bind(reference)
      .all();
    expect(results.length).toBeGreaterThan(0);
    expect(results.every(({ sealed_mail }) => sealed_mail === null)).toBe(true);
  });
});

describe("taking back the consent to a message or feedback", () => {
  it.each([
    ["contact", "support"],
    ["feedback", "quality"],
  ] as const)("ends %s, which staff can no longer answer", async (form, purpose) => {
    const { cookie } = await makeSignedIn(email, password);
    const staff = await makeManager();
    await fillIn(form, `/en/${form}/`, { ...answers[form], email });
    const [reference = ""] = await references(form);
    await takeBack(`${reference}/${purpose}`, cookie);
    expect(await statusOf(reference)).toBe("withdrawn");
    for (const act of ["answer", "handled"]) {
      const fields = { answer: "Yes, we do.", position: "2" };
      const refused = await ask(`/staff/inbox/${reference}/${act}/`, { cookie: staff, fields });
      expect(refused.status).toBe(409);
    }
  });

  it("is confirmed in the language of its form", async () => {
    const { cookie } = await makeSignedIn(email, password);
    await fillIn("contact", "/en/contact/", { ...answers.contact, email });
    const [reference = ""] = await references("contact");
    await db.prepare("update submissions set language = 'ru'").run();
    await takeBack(`${reference}/support`, cookie);
    const row = await db.prepare("select subject from outbox where id glob '*/status-1'").first();
    expect(row?.subject).toBe(`Вы отозвали согласие по ${reference}`);
  });
});

describe("the consent to the account itself", () => {
  it("ends with the account, not on the page of consents", async () => {
    const { userId, cookie } = await makeSignedIn(email, password);
    await fillIn("accept-policy", "/en/account/consents/accept/", { consent: "yes", password }, cookie);
    const answer = await takeBack(`${userId}/registration`, cookie);
    expect(answer.headers.get("location")).toBe("/en/account/delete/");
    expect(await db.prepare("select 1 from consents where event = 'withdrawn'").first()).toBeNull();
  });
});
