import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import organization from "../../content/organization.yaml";
import { sha256 } from "../../worker/web/sha256.ts";
import { message } from "../fixtures/contact.ts";
import { eventually, ownSite, rowsOf, send, ticketOf } from "./site.ts";

const site = ownSite();
const contact = () => `${site.url}/en/contact/`;

describe("someone who writes to the organization", () => {
  test("gets one reference, one record and one mail each, though fifty identical posts arrive at once", async () => {
    const ticket = await ticketOf(contact());
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send(contact(), { ticket, ...message })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    const addresses = new Set(answers.map(({ headers }) => headers.get("location")));
    expect(addresses.size).toBe(1);
    const reference = /\/sent\/([^/]+)\//.exec([...addresses][0] ?? "")?.[1];
    const page = await fetch(`${site.url}/en/sent/${reference}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(reference);
    expect(await rows("contact_messages")).toHaveLength(1);
    expect(await rows("consents")).toHaveLength(1);
    expect(await rows("outbox")).toHaveLength(2);
    const mails = await eventually(async () => {
      const sent = site.server.mails();
      return sent.length >= 2 ? sent : undefined;
    });
    expect(mails.map(({ to }) => to).sort()).toEqual([message.email, organization.email].sort());
    expect(mails.every(({ subject }) => subject.includes(reference ?? "?"))).toBe(true);
    // Nobody has confirmed the address, so what was written stands behind a link.
    const copy = mails.find(({ to }) => to === message.email)?.text ?? "";
    expect(copy).not.toContain("谢谢");
    const link = /\/en\/written\/[\w-]{43}\//.exec(copy)?.[0];
    expect(await (await fetch(`${site.url}${link}`)).text()).toContain("谢谢");
  });

  test("has the consent kept with the version, the text's hash, the box's words and the time", async () => {
    const lock = JSON.parse(readFileSync("content/policy/versions.json", "utf8"));
    const { date, languages } = lock.versions[0];
    const [consent] = await rows("consents");
    const label =
      "I agree that you keep what I entered here, together with the policy version shown above, to answer my message.";
    expect(consent).toMatchObject({
      event: "given",
      purpose: "support",
      method: "contact",
      policy_version: date,
      policy_hash: languages.en.sha256,
      policy_language: "en",
      label_hash: await sha256(label),
    });
    expect(await (await fetch(contact())).text()).toContain(label);
  });

  test("gets the form back with each mistake named beside its field, and everything typed kept", async () => {
    const ticket = await ticketOf(contact());
    const before = await rows("contact_messages");
    const typed = {
      ...message,
      email: "nobody",
      consent: "",
      message: '\nFirst line\n<b>"quoted" & so on</b>',
    };
    const answer = await send(contact(), { ticket, ...typed });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toMatch(/<title>Error: /);
    expect(html).toContain('<a href="#email"');
    expect(html).toContain('id="email-mistake"');
    expect(html).toContain('<a href="#consent"');
    expect(html).toContain('value="nobody"');
    expect(html).toContain("First line\n&lt;b&gt;&quot;quoted&quot; &amp; so on&lt;/b&gt;");
    expect(html).not.toMatch(/name="consent"[^>]*checked/);
    expect(await rows("contact_messages")).toEqual(before);
  });

  test("is told when too young, and nothing is stored", async () => {
    const ticket = await ticketOf(contact());
    const before = await rows("contact_messages");
    const answer = await send(contact(), { ticket, ...message, message: "I am 12", age: "too-young" });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("keep nothing from people that young");
    expect(await rows("contact_messages")).toEqual(before);
  });

  test("sends changed answers as a message of its own, so that nothing is lost", async () => {
    const ticket = await ticketOf(contact());
    const first = await send(contact(), { ticket, ...message, message: "One" });
    const second = await send(contact(), { ticket, ...message, message: "Two" });
    expect(first.headers.get("location")).not.toBe(second.headers.get("location"));
  });

  test("gets a page that keeps the text when the database fails, and sends the same form again", async () => {
    const ticket = await ticketOf(contact());
    const { db } = site.server;
    await db.prepare("alter table consents rename to consents_away").run();
    const failed = await send(contact(), { ticket, ...message, message: "Keep me safe" });
    const html = await failed.text();
    expect(failed.status).toBe(503);
    expect(html).toContain("Keep me safe");
    expect(html).toContain(ticket);
    await db.prepare("alter table consents_away rename to consents").run();
    expect((await rows("contact_messages")).some((row) => row.message === "Keep me safe")).toBe(false);
    expect((await send(contact(), { ticket, ...message, message: "Keep me safe" })).status).toBe(303);
  });

  test("finds no page for a reference that was never given", async () => {
    expect((await fetch(`${site.url}/en/sent/M-0000-0000-0000/`)).status).toBe(404);
  });
});

function rows(table: string): Promise<Record<string, unknown>[]> {
  return rowsOf(site.server, table);
}
