import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import organization from "../../content/organization.yaml";
import { startServer } from "../../local/server.ts";
import { answers } from "../fixtures/answers.ts";
import { allMail, eventually, fillIn, mailsOf, mailTo, ownSite, referenceOf, rowsOf } from "./site.ts";

const site = ownSite();
const page = (form: string) => `${site.url}/en/${form}/`;
const press = (address: string) =>
  fetch(address, { method: "POST", headers: { origin: new URL(address).origin } });
const addressIn = (text: string, kind: string) =>
  new RegExp(`http://localhost:\\d+/en/${kind}/[\\w-]{43}/`).exec(text)?.[0] ?? "no address";

/** Asks for the newsletter and gives the link in the mail. */
async function linkOf(email: string): Promise<string> {
  await fillIn(page("newsletter"), { ...answers.newsletter, email });
  return addressIn((await mailTo(site.server, email, "confirm our newsletter")).text, "confirm");
}

describe("somebody who asks for the newsletter", () => {
  test("gets it only after pressing the button behind the mailed link, once", async () => {
    const link = await linkOf("anna@example.org");
    const opened = await fetch(link);
    expect(opened.status).toBe(200);
    expect(await opened.text()).toContain("Confirm the newsletter</button>");
    const subscription = async () =>
      (await rowsOf(site.server, "newsletter_subscriptions")).find(({ reference }) => link && reference);
    expect(await subscription()).toMatchObject({ confirmed_at: null });
    const done = await press(link);
    expect(done.status).toBe(200);
    expect(await done.text()).toContain("You get our newsletter");
    expect((await subscription())?.confirmed_at).not.toBeNull();
    for (const again of [await fetch(link), await press(link)]) {
      expect(again.status).toBe(410);
      expect(await again.text()).toContain("This link has been used");
    }
  });

  test("gets a mail with the receipt, and with headers that end it in one click, once it is confirmed", async () => {
    await press(await linkOf("berta@example.org"));
    const mail = await mailTo(site.server, "berta@example.org", "You get our newsletter");
    const receipt = /http\S+\/sent\/(N-[\w-]+)\/#receipt/.exec(mail.text);
    expect(await (await fetch(receipt?.[0] ?? "")).text()).toContain("newsletter");
    const address = addressIn(mail.text, "unsubscribe");
    expect(mail.headers).toMatchObject({
      "List-Unsubscribe": `<${address}>, <mailto:${organization.email}?subject=unsubscribe&body=${encodeURIComponent(address)}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
    expect((await fetch(address)).status).toBe(200);
  });

  test("leaves no token in the database by which somebody else could confirm", async () => {
    const token = (await linkOf("boris@example.org")).split("/").at(-2) ?? "";
    const links = JSON.stringify(await rowsOf(site.server, "links"));
    expect(links).not.toContain(token);
  });

  test.each(["x".repeat(43), "cut-short", "%E2%80%8B", "%2E%2E%2Fcontact"])(
    "is told how to ask again when the link in the mail came to be %s",
    async (token) => {
      const answers = [
        await fetch(`${site.url}/en/confirm/${token}/`),
        await press(`${site.url}/en/confirm/${token}/`),
        await press(`${site.url}/en/confirm/${token}/again/`),
      ];
      for (const answer of answers) {
        expect(answer.status, answer.url).toBe(404);
        const html = await answer.text();
        expect(html).toContain("We don’t know this link");
        for (const form of ["newsletter", "data-request", "contact"])
          expect(html).toContain(`<a href="/en/${form}/"`);
      }
      // Whoever wants to stop a newsletter is offered none.
      const unknown = await fetch(`${site.url}/en/unsubscribe/${token}/`);
      expect(unknown.status).toBe(404);
      const html = await unknown.text();
      const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
      expect(main).toContain("We don’t know this link");
      for (const form of ["data-request", "contact"]) expect(main).toContain(`<a href="/en/${form}/"`);
      expect(main).not.toContain("/en/newsletter/");
    },
  );

  test("cannot be made to confirm by a page of another site", async () => {
    const link = await linkOf("clara@example.org");
    const forged = await fetch(link, { method: "POST", headers: { origin: "https://evil.example" } });
    expect(forged.status).toBe(403);
    expect((await fetch(link)).status).toBe(200);
  });
});

describe("a reader of the newsletter", () => {
  const sendIssue = async (id: string) => {
    await site.server.db
      .prepare(
        "insert into newsletter_issues (id, language, subject, paragraphs, created_at) values (?1, 'en', ?2, ?3, ?4)",
      )
      .bind(id, `News ${id}`, JSON.stringify(["The harvest is in."]), new Date().toISOString())
      .run();
    await site.server.runCron();
  };

  test("gets an issue once, though subscribed twice, with headers that end it in one click", async () => {
    await press(await linkOf("dora@example.org"));
    await fillIn(page("contact"), { ...answers.contact, email: "Dora@example.org", newsletter: "yes" });
    const second = await mailTo(site.server, "Dora@example.org", "confirm our newsletter");
    await press(addressIn(second.text, "confirm"));
    await sendIssue("spring");
    await site.server.runCron();
    const issues = (await allMail(site.server)).filter(
      ({ to, subject }) => to.toLowerCase() === "dora@example.org" && subject === "News spring",
    );
    expect(issues).toHaveLength(1);
    const address = addressIn(issues[0]?.text ?? "", "unsubscribe");
    expect(issues[0]?.headers).toMatchObject({
      "List-Unsubscribe": `<${address}>, <mailto:${organization.email}?subject=unsubscribe&body=${encodeURIComponent(address)}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
    const oneClick = await fetch(address, {
      method: "POST",
      body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
      headers: { origin: "https://mail.example" },
      redirect: "manual",
    });
    expect(oneClick.status).toBe(200);
    await sendIssue("summer");
    expect(
      (await allMail(site.server)).some(({ to, subject }) => /dora/i.test(to) && subject === "News summer"),
    ).toBe(false);
    const events = (await rowsOf(site.server, "consents")).filter(({ purpose }) => purpose === "newsletter");
    expect(
      events.filter(({ event, method }) => event === "withdrawn" && method === "unsubscribe"),
    ).toHaveLength(2);
  });

  test("ends it with the button of a page; opening the page ends nothing", async () => {
    await press(await linkOf("emil@example.org"));
    await sendIssue("autumn");
    const issue = await mailTo(site.server, "emil@example.org", "News autumn");
    const address = addressIn(issue.text, "unsubscribe");
    expect(await (await fetch(address)).text()).toContain("Stop the newsletter</button>");
    expect(await (await fetch(address)).text()).toContain("Stop the newsletter</button>");
    const values = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
    const headers = { origin: site.url };
    const done = await fetch(address, { method: "POST", headers, body: values });
    expect(await done.text()).toContain("You no longer get the newsletter");
    expect(await (await fetch(address)).text()).toContain("You no longer get the newsletter");
  });

  test("is not taken off the list by a post that says something else", async () => {
    await press(await linkOf("fritz@example.org"));
    await sendIssue("winter");
    const address = addressIn(
      (await mailTo(site.server, "fritz@example.org", "News winter")).text,
      "unsubscribe",
    );
    const other = await fetch(address, { method: "POST", body: new URLSearchParams({ a: "b" }) });
    expect(other.status).toBe(400);
    expect(await (await fetch(address)).text()).toContain("Stop the newsletter</button>");
  });
});

describe("somebody who sends a data request without an account", () => {
  test("has it counted, and the organization told, once the mailed link was used", async () => {
    const reference = referenceOf(await fillIn(page("data-request"), answers["data-request"]));
    const link = addressIn((await mailTo(site.server, "li.wei@example.org", reference)).text, "confirm");
    expect(
      (await allMail(site.server)).some(
        ({ to, subject }) => to === organization.email && subject.includes(reference),
      ),
    ).toBe(false);
    expect((await fetch(link)).status).toBe(200);
    expect(await (await press(link)).text()).toContain("Your data request is confirmed");
    const toStaff = await mailTo(site.server, organization.email, reference);
    expect(toStaff.text).toContain("Everything, please.");
    const kept = (await rowsOf(site.server, "data_requests")).find((row) => row.reference === reference);
    expect(kept).toMatchObject({ kind: "erase" });
    expect(kept?.confirmed_at).not.toBeNull();
    expect(JSON.stringify(kept)).not.toMatch(/Li Wei|Everything/);
  });
});

describe("somebody who opens a mailed link too late", () => {
  const state = mkdtempSync(join(tmpdir(), "kept-test-"));
  afterAll(() => rmSync(state, { recursive: true, force: true }));

  test("asks for a new one with a button, once, and confirms with that", async () => {
    const first = await startServer({ port: 0, state, quiet: true, cronsByHand: true });
    await fillIn(`${first.url}/en/newsletter/`, { ...answers.newsletter, email: "gina@example.org" });
    const mailed = addressIn(
      (await mailTo(first, "gina@example.org", "confirm our newsletter")).text,
      "confirm",
    );
    // Mail whose departure is not recorded yet would leave again.
    await eventually(async () => (await rowsOf(first, "outbox"))[0]?.sent_at ?? undefined);
    await first.stop();
    const later = await startServer({
      port: 0,
      state,
      quiet: true,
      cronsByHand: true,
      clockShiftMs: 8 * 24 * 60 * 60 * 1000,
    });
    try {
      const old = mailed.replace(/http:\/\/localhost:\d+/, later.url);
      const opened = await fetch(old);
      expect(opened.status).toBe(410);
      expect(await opened.text()).toContain("Send me a new link</button>");
      expect((await press(old)).status).toBe(410);
      expect(await (await press(`${old}again/`)).text()).toContain("A new link is on its way");
      expect(await (await press(`${old}again/`)).text()).toContain("This link has been used");
      const mails = async () => mailsOf(later).filter(({ to }) => to === "gina@example.org");
      await expect.poll(mails).toHaveLength(2);
      const renewed = addressIn((await mails()).at(-1)?.text ?? "", "confirm");
      expect(await (await press(renewed)).text()).toContain("You get our newsletter");
    } finally {
      await later.stop();
    }
  });
});
