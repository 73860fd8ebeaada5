import { beforeAll, describe, expect, it } from "vitest";
import organization from "../../content/organization.yaml";
import { answers } from "../fixtures/answers.ts";
import { linkTo, madeClient } from "./accounts.ts";
import { allMail, fillIn, mailsOf, mailTo, ownSite, rowsOf, send } from "./site.ts";
import { type StaffMember, staffMember } from "./staff-member.ts";
import { Visitor } from "./visitor.ts";

const site = ownSite();
let editor: StaffMember;
beforeAll(async () => {
  editor = await staffMember(site.server, "editor");
});

const writing = "/staff/newsletter/write/";
const issue = { language: "en", subject: "Spring", text: "The first apricots\nare here.\n\nOrder by May." };
const post = (action: string, fields: Record<string, string>, who = editor.visitor) =>
  who.send(`${writing}${action}`, fields);
const textOf = async (path: string, who = editor.visitor) => (await who.open(path)).text();
const got = (email: string, subject: string) =>
  mailsOf(site.server).filter((mail) => mail.to === email && mail.subject === subject);

/** Somebody who has asked for the newsletter and confirmed it. */
async function reader(email: string): Promise<string> {
  await fillIn(`${site.url}/en/newsletter/`, { ...answers.newsletter, email });
  await send(`${site.url}${await linkTo(site.server, email, "confirm")}`, {});
  return email;
}

describe("the newsletter", () => {
  it("is written, looked at, tested and sent to everybody who confirmed it, and to nobody twice", async () => {
    expect(await textOf("/staff/newsletter/")).toContain("No issue has been sent yet.");
    const readers = [await reader("one@example.org"), await reader("two@example.org")];
    await fillIn(`${site.url}/en/newsletter/`, { ...answers.newsletter, email: "unconfirmed@example.org" });
    const id = /name="id" value="([\w-]{36})"/.exec(await textOf(writing))?.[1] ?? "";
    const looked = await (await post("", { ...issue, id })).text();
    expect(looked).toContain("2 people have confirmed the newsletter in English.");
    expect(looked).toContain("Send it to 2 readers");
    const changing = await (await post("", { ...issue, id, change: "yes" })).text();
    expect(changing).toContain("The first apricots\nare here.");
    expect(changing).not.toContain("Send it to 2 readers");

    for (let i = 0; i < 3; i += 1) expect((await post("test/", { ...issue, id })).status).toBe(200);
    const test = await mailTo(site.server, editor.email, "The first apricots");
    expect(test.subject).toBe("Spring");
    expect(got("one@example.org", "Spring")).toEqual([]);

    const all = await Promise.all(Array.from({ length: 6 }, () => post("send/", { ...issue, id })));
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 303));
    expect((await post("send/", { ...issue, id })).headers.get("location")).toContain("done=already");
    await site.server.runCron();
    await site.server.runCron();
    await allMail(site.server);
    for (const email of readers) {
      const mail = await mailTo(site.server, email, "Order by May.");
      expect(mail.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
      expect(mail.headers["List-Id"]).toBe("<newsletter.localhost>");
      expect(got(email, "Spring")).toHaveLength(1);
    }
    expect(got(editor.email, "Spring")).toHaveLength(1);
    expect(got("unconfirmed@example.org", "Spring")).toEqual([]);
    const list = await textOf("/staff/newsletter/");
    expect(list).toContain("2\u00A0sent, 0\u00A0waiting, 0\u00A0failed");
    expect(list).not.toContain("Still being sent");
    const log = await rowsOf(site.server, "audit_entries");
    expect(log.some(({ action, subject }) => action === "newsletter-sent" && subject === id)).toBe(true);
  });

  it("says how far an issue is, and what failed", async () => {
    const id = crypto.randomUUID();
    await reader("three@example.org");
    await post("send/", { ...issue, subject: "Summer", id });
    expect(await textOf("/staff/newsletter/")).toMatch(/Summer[\s\S]*0\u00A0sent[\s\S]*Still being sent/);
    await site.server.runCron();
    await allMail(site.server);
    const { db } = site.server;
    const mails = `id like 'issue/${id}/%'`;
    await db
      .prepare(
        `update outbox set sent_at = null, failed_at = '2026' where ${mails} and id = (select max(id) from outbox where ${mails})`,
      )
      .run();
    expect(await textOf("/staff/newsletter/")).toMatch(
      /Summer[\s\S]*\d\u00A0sent, 0\u00A0waiting, 1\u00A0failed/,
    );
  });

  it("comes back with what was typed when there is a mistake in it, and shows any text as it is", async () => {
    const id = crypto.randomUUID();
    const refused = await post("", { ...issue, subject: " ", text: "<script>alert('x')</script>", id });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain("Enter a subject");
    expect(page).toContain("&lt;script&gt;alert");
    for (const wrong of [
      { text: "" },
      { text: "x".repeat(5001) },
      { text: "a\n\n".repeat(101) },
      { subject: "two\nlines" },
      { subject: "x".repeat(151) },
      { language: "fr" },
    ]) {
      for (const action of ["", "test/", "send/"])
        expect((await post(action, { ...issue, ...wrong, id })).status).toBe(422);
    }
    expect((await post("send/", { ...issue, id: "../x" })).status).toBe(400);
    const naughty = "Ṱ̺̺o͞ ‮i\u200Bnv👩‍👩‍👧 <b>&amp;\n'; drop table outbox; --";
    const shown = await (await post("", { ...issue, text: naughty, id })).text();
    expect(shown).toContain("Ṱ̺̺o͞ ‮i\u200Bnv👩‍👩‍👧 &lt;b&gt;&amp;amp;<br>\n&#39;; drop table outbox; --");
  });

  it("looks before it is sent as it does in the mail: lines, links and how to leave", async () => {
    const text = "First line\nsecond: https://example.org/a?b=1&c=2.\n\nEnd";
    const id = crypto.randomUUID();
    const shown = await (await post("", { ...issue, subject: "Lines", text, id })).text();
    await post("test/", { ...issue, subject: "Lines", text, id });
    const mail = await mailTo(site.server, editor.email, "First line");
    const below = /<h1[^>]*>Lines<\/h1>\s*([\s\S]*?)\s*<\/div><\/body>/.exec(mail.html)?.[1] ?? "";
    expect(below).toContain("First line<br>\nsecond: ");
    expect(below).toContain('<a href="https://example.org/a?b=1&amp;c=2">');
    const plain = (html: string) => html.replace(/ (?:style|class)="[^"]*"/g, "");
    expect(plain(shown)).toContain(plain(below));
    expect(mail.text).toMatch(/\n-- \nYou get this .*\nStop it at any time: \S+\n[^\n]+\n/);
    expect(mail.headers).toMatchObject({
      "Auto-Submitted": "auto-generated",
      "Reply-To": organization.email,
    });
  });

  it("cannot be sent where nobody has confirmed it", async () => {
    const page = await (await post("", { ...issue, language: "ru", id: crypto.randomUUID() })).text();
    expect(page).toContain("Nobody has confirmed the newsletter in Russian");
    expect(page).not.toContain("/send/");
  });

  it("is open to editors and owners only, from pages of the site only", async () => {
    const before = await rowsOf(site.server, "newsletter_issues");
    const owner = (await staffMember(site.server, "owner")).visitor;
    expect((await owner.open(writing)).status).toBe(200);
    const fields = { ...issue, id: crypto.randomUUID() };
    for (const other of [
      (await staffMember(site.server, "analyst")).visitor,
      (await staffMember(site.server, "manager")).visitor,
      await madeClient(site.server, "curious@example.org"),
    ]) {
      expect((await other.open("/staff/newsletter/")).status).toBe(403);
      for (const action of ["", "test/", "send/"])
        expect((await post(action, fields, other)).status).toBe(403);
    }
    expect((await post("send/", fields, new Visitor(site.url))).status).toBe(303);
    const evil = { origin: "https://evil.example" };
    expect((await editor.visitor.send(`${writing}send/`, fields, evil)).status).toBe(403);
    expect(await rowsOf(site.server, "newsletter_issues")).toEqual(before);
    expect((await editor.visitor.open("/staff/inbox/")).status).toBe(403);
  });
});
