import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { deliverDueMail } from "../../../../worker/mail/delivery.ts";
import { queueMail } from "../../../../worker/mail/outbox.ts";
import type { Client, Clients } from "../../../../worker/staff/clients/pages.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { addDays } from "../../../../worker/web/days.ts";
import { answers } from "../../../fixtures/answers.ts";
import { today } from "../../../fixtures/content.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { givenOrganization } from "../../given-organization.ts";
import { ask, fillIn, lastShown, makeSignedIn } from "../../site.ts";
import { act, confirmed, mailsTo, password, sent, shown, shownAt, staff } from "../desk/people.ts";

const list = "/staff/clients/";
const email = "Wei.Li@example.org";
const inMonth = addDays(today(), 30);
const decided = { reason: "Three orders to empty houses.", told: "We check your orders.", reviewOn: inMonth };

const logged = async (): Promise<string[]> => {
  const { results } = await env.DB.prepare(
    "select action || ' ' || subject as entry from audit_entries order by sequence",
  ).all<{ entry: string }>();
  return results.map(({ entry }) => entry);
};

/** The number of the one client whom a search finds and shows at once; nothing when it shows its form again. */
const found = async (q: string, cookie: string): Promise<string> => {
  const answer = await act(list, { q }, cookie);
  expect(answer.status).toBe(200);
  return shown<Client | undefined>(`${list}[number]/`)?.number ?? "";
};

describe("a client without an account", () => {
  givenOrganization({ jurisdiction: "CN" });

  it("is found by the whole address or number however it is written, and no address holds either", async () => {
    const { cookie } = await staff();
    const message = await sent("contact", { email, phone: "+86 991 555-0123" });
    const order = await sent("order", { email, phone: "8 (991) 555 01 23" });
    expect(await found(` ${email.toUpperCase()} `, cookie)).toBe(order);
    expect(await found("0086 991 5550123", cookie)).toMatch(new RegExp(`^(?:${order}|${message})$`));
    expect(await found("wei.li@example", cookie)).toBe("");
    expect(shown<Clients>(list)).toMatchObject({ found: [], searched: "wei.li@example" });
    expect(await logged()).toEqual([
      `opened ${order}`,
      expect.stringMatching(/^opened [BM]-/),
      "searched clients",
    ]);
  });

  it("is shown with what the mail service does not deliver to them", async () => {
    const { cookie } = await staff();
    const message = await sent("contact", { email });
    const page = () => shownAt<Client>(`${list}${message}/`, `${list}[number]/`, cookie);
    expect(await page()).not.toHaveProperty("suppressedSince");
    const refused = {
      send: () => Promise.reject(new Error("E_RECIPIENT_SUPPRESSED")),
    } as unknown as SendEmail;
    const mail = { id: `${message}/more`, to: email, subject: "More", text: "t", html: "h", headers: {} };
    await (await queueMail(env.DB, await keyRing(env), mail, new Date(0))).run();
    await deliverDueMail({ ...env, MAIL: refused });
    expect(await page()).toHaveProperty("suppressedSince");
  });

  it("is shown whole by one opening: what they sent, agreed to and subscribed to", async () => {
    const { cookie, userId } = await staff();
    const message = await sent("contact", { email });
    await sent("feedback", { email });
    await sent("newsletter", { email });
    await sent("contact", { email: "other@example.org", message: "Not theirs." });
    const client = await shownAt<Client>(`${list}${message}/`, `${list}[number]/`, cookie);
    expect(client).toMatchObject({ name: answers.contact.name, email });
    expect(client.sent.map(({ form }) => form).toSorted()).toEqual(["contact", "feedback", "newsletter"]);
    expect(client.agreed.map(({ purpose, event }) => `${event} ${purpose}`).toSorted()).toEqual([
      "asked newsletter",
      "given quality",
      "given support",
    ]);
    const counts = Object.fromEntries(client.parts.map(({ name, count }) => [name, count]));
    expect(counts).toMatchObject({ messages: 1, feedback: 1, subscriptions: 1, consents: 3 });
    // What staff did is shown with their names.
    expect(client.names).toHaveProperty([userId]);
    expect(lastShown()).not.toContain("Not theirs.");
    expect(await logged()).toEqual([`opened ${message}`]);
  });

  it("who has sent a lot is shown by what is newest, and whole on demand", async () => {
    const { cookie } = await staff();
    let message = "";
    for (let count = 0; count < 22; count += 1) message = await sent("contact", { email });
    const at = (query: string) => shownAt<Client>(`${list}${message}/${query}`, `${list}[number]/`, cookie);
    const lengths = ({ isCut, sent: all, agreed, parts }: Client) => [
      isCut,
      all.length,
      agreed.length,
      parts.find(({ name }) => name === "messages")?.rows.length,
      parts.find(({ name }) => name === "messages")?.count,
    ];
    expect(lengths(await at(""))).toEqual([true, 20, 20, 20, 22]);
    expect(lengths(await at("?all=yes"))).toEqual([false, 22, 22, 22, 22]);
  });

  it("is not there for other roles, and nobody is under a number that is nobody's", async () => {
    const message = await sent("contact", { email });
    for (const role of ["editor", "analyst"]) {
      const { cookie } = await staff(role);
      expect([role, (await ask(`${list}${message}/`, { cookie })).status]).toEqual([role, 403]);
      expect([role, (await act(list, { q: email }, cookie)).status]).toEqual([role, 403]);
    }
    const { cookie } = await staff("owner");
    expect((await ask(`${list}M-NOBO-DYIS-HERE/`, { cookie })).status).toBe(404);
    expect(await logged()).toEqual([]);
  });

  it("who took a consent back, or asked that data is only stored, is counted and not read", async () => {
    const { cookie } = await staff();
    const message = await sent("contact", { email, message: "Please read this." });
    await env.DB.prepare(
      "update submissions set status = 'withdrawn', status_at = received_at where reference = ?1",
    )
      .bind(message)
      .run();
    await ask(`${list}${message}/`, { cookie });
    expect(lastShown()).not.toContain("Please read this.");
    const request = await confirmed("restrict", "only.stored@example.org");
    const other = await sent("contact", { email: "only.stored@example.org", message: "Nor this." });
    await act(`/staff/data-requests/${request}/restrict/`, { ground: "GDPR 18" }, cookie);
    const client = await shownAt<Client>(`${list}${other}/`, `${list}[number]/`, cookie);
    expect(client.restrictedSince).toBeDefined();
    expect(client.parts.flatMap(({ rows }) => rows)).toEqual([]);
    expect(lastShown()).not.toContain("only.stored@");
  });
});

describe("an account", () => {
  it("is suspended with a reason and a day: signed out at once, told by mail and where they sign in", async () => {
    const { cookie } = await staff();
    const client = await makeSignedIn(email, password);
    await settled();
    expect(await found(email, cookie)).toBe(client.userId);
    const path = `${list}${client.userId}/`;
    const incomplete = await act(`${path}suspend/`, { ...decided, told: "", reviewOn: "2020-01-01" }, cookie);
    expect(incomplete.status).toBe(422);
    expect(lastShown()).toContain(decided.reason);
    const done = await act(`${path}suspend/`, decided, cookie);
    expect(done.headers.get("location")).toBe(`${path}?done=suspended`);
    expect((await ask("/en/account/", { cookie: client.cookie })).status).toBe(303);
    const [mail] = await mailsTo(email);
    expect(mail?.text).toContain(decided.told);
    expect(mail?.text).not.toContain(decided.reason);
    const refused = await fillIn("sign-in", "/en/sign-in/", { email, password });
    expect(refused.status).toBe(422);
    expect(lastShown()).toContain(decided.told);
    const wrong = await fillIn("sign-in", "/en/sign-in/", { email, password: "no such figs" });
    expect(wrong.status).toBe(422);
    expect(lastShown()).not.toContain(decided.told);
    await expect(
      env.DB.prepare(
        "insert into sessions values ('s', 'h', ?1, '', '2026-01-01', '2026-01-01', '2099-01-01')",
      )
        .bind(client.userId)
        .run(),
    ).rejects.toThrow("the account is suspended");
    const shownNow = await shownAt<Clients>(list, list, cookie);
    expect(shownNow.suspended).toMatchObject([{ userId: client.userId, reviewOn: inMonth }]);
  });

  it("is let in again, and a copy of its data says what was said of it", async () => {
    const { cookie } = await staff();
    const client = await makeSignedIn(email, password);
    const path = `${list}${client.userId}/`;
    await act(`${path}suspend/`, decided, cookie);
    const page = await shownAt<Client>(path, `${list}[number]/`, cookie);
    expect(page.parts.find(({ name }) => name === "suspensions")?.rows).toMatchObject([
      { reason: decided.reason, told: decided.told, reviewOn: inMonth },
    ]);
    expect((await act(`${path}unsuspend/`, {}, cookie)).headers.get("location")).toBe(
      `${path}?done=unsuspended`,
    );
    expect((await act(`${path}unsuspend/`, {}, cookie)).headers.get("location")).toBe(`${path}?done=already`);
    const again = await fillIn("sign-in", "/en/sign-in/", { email, password });
    expect(again.headers.get("location")).toBe("/en/account/");
    expect((await mailsTo(email)).map(({ text }) => text).join()).toContain("/en/sign-in/");
    expect((await logged()).filter((entry) => entry.includes("suspended"))).toEqual([
      `suspended ${client.userId}`,
      `unsuspended ${client.userId}`,
    ]);
  });

  it("of the staff is not suspended", async () => {
    const { cookie } = await staff("owner");
    const other = await staff("manager");
    expect((await act(`${list}${other.userId}/suspend/`, decided, cookie)).status).toBe(404);
  });
});
