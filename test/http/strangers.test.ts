import { describe, expect, test } from "vitest";
import { answers, registration } from "../fixtures/answers.ts";
import { eventually, mailsOf, ownSite, rowsOf, send, ticketOf } from "./site.ts";
import { Visitor } from "./visitor.ts";

const site = ownSite({ vars: { FORMS_PER_NETWORK: "300" } });
const attacker = { "cf-connecting-ip": "198.51.100.7" };
const victims = { "cf-connecting-ip": "203.0.113.7" };
const bait = "ZZTYPED https://evil.example/pay";

/** Sends a form from a network, with a ticket of its own. */
async function post(form: string, values: Readonly<Record<string, string>>, from: typeof attacker) {
  const page = `${site.url}/en/${form}/`;
  return send(page, { ticket: await ticketOf(page), ...values }, from);
}

const mailsTo = (mailbox: RegExp) => mailsOf(site.server).filter(({ to }) => mailbox.test(to));

describe("somebody who is flooded in their own name", () => {
  const email = "victim@gmail.com";

  test("gets twenty mails of a kind, however their address is spelled, and none says what was typed", async () => {
    const spelled = (count: number) =>
      `${count % 2 ? "vic.tim" : "v.ictim"}+${count}@${count % 3 ? "gmail" : "googlemail"}.com`;
    for (let count = 0; count < 26; count += 1) {
      const typed = { ...answers.contact, name: bait, message: `${bait} ${count}`, email: spelled(count) };
      expect((await post("contact", typed, attacker)).status).toBe(303);
    }
    for (let count = 0; count < 24; count += 1) {
      await post(
        "data-request",
        { ...answers["data-request"], name: bait, details: `${bait} ${count}`, email },
        attacker,
      );
      await post(
        "register",
        { ...registration, name: bait, email, password: `${count} dried apricots` },
        attacker,
      );
    }
    await site.server.runCron();
    const mails = await eventually(async () => {
      const open = (await rowsOf(site.server, "outbox")).filter((row) => !row.sent_at && !row.held_at);
      return open.length === 0 ? mailsTo(/^v\.?ic\.?tim(?:\+\d+)?@(?:gmail|googlemail)\.com$/) : undefined;
    });
    const subjects = mails.map(({ subject }) => subject.replace(/ [MD]-\S+/, ""));
    const counts = Object.groupBy(subjects, (subject) => subject);
    expect(Object.values(counts).map((some) => some?.length)).toEqual([20, 20, 20]);
    expect(JSON.stringify(mails.map((mail) => ({ ...mail, to: "" })))).not.toMatch(/ZZTYPED|evil\.example/);
  });

  test("registers and asks about their data all the same, with links that work", async () => {
    const before = mailsTo(/^victim@gmail\.com$/).length;
    const registering = await post("register", { ...registration, email }, victims);
    expect(registering.status).toBe(303);
    expect((await post("data-request", { ...answers["data-request"], email }, victims)).status).toBe(303);
    const mails = await eventually(async () => {
      const got = mailsTo(/^victim@gmail\.com$/).slice(before);
      return got.length === 2 ? got : undefined;
    });
    const link = (kind: string) =>
      mails.map(({ text }) => new RegExp(`/en/${kind}/[\\w-]{43}/`).exec(text)?.[0]).find(Boolean) ?? "";
    const visitor = new Visitor(site.url, victims);
    const asked = await visitor.open(link("confirm"));
    expect(await asked.text()).toContain(answers["data-request"].details);
    expect((await visitor.send(link("confirm"), {})).status).toBe(200);
    const opened = await visitor.fillIn(link("verify"), { password: registration.password });
    expect(opened.headers.get("location")).toBe("/en/account/");
  });
});

test("what was written is read behind the link in the mail, as text, and by nobody without it", async () => {
  const email = "writer@example.org";
  const message = "<b>Dried</b> apricots?\nhttps://evil.example/pay";
  await post("contact", { ...answers.contact, email, message }, victims);
  const mail = await eventually(async () => mailsTo(/^writer@/)[0]);
  const link = /http\S+\/en\/written\/[\w-]{43}\//.exec(mail.text)?.[0] ?? "";
  const page = await fetch(link);
  expect(page.status).toBe(200);
  expect(page.headers.get("cache-control")).toBe("no-store");
  const html = await page.text();
  expect(html).toContain("&lt;b&gt;Dried&lt;/b&gt; apricots?\nhttps://evil.example/pay");
  expect(html).not.toContain('href="https://evil.example');
  for (const form of ["order", "feedback"] as const) {
    await post(form, { ...answers[form], email: `${form}@example.org` }, victims);
    const other = await eventually(async () => mailsTo(new RegExp(`^${form}@`))[0]);
    const written = /http\S+\/en\/written\/[\w-]{43}\//.exec(other.text)?.[0] ?? "";
    expect(await (await fetch(written)).text()).toContain(
      answers[form][form === "order" ? "goods" : "feedback"],
    );
  }
  for (const wrong of ["A".repeat(43), "x", "M-1"])
    expect((await fetch(`${site.url}/en/written/${wrong}/`)).status).toBe(404);
  expect(JSON.stringify(await rowsOf(site.server, "submissions"))).not.toContain(link.split("/").at(-2));
});
