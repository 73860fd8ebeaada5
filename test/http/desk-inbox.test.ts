import { beforeAll, describe, expect, it } from "vitest";
import { answers } from "../fixtures/answers.ts";
import { madeClient } from "./accounts.ts";
import { fillIn, mailsOf, mailTo, ownSite, referenceOf, rowsOf } from "./site.ts";
import { staffMember } from "./staff-member.ts";
import { Visitor } from "./visitor.ts";

const site = ownSite();
let manager: Visitor;
beforeAll(async () => {
  manager = (await staffMember(site.server, "manager")).visitor;
});

const trapped = { remarks: "filled in by a robot" };

/** Something sent through a form of the site. */
async function sent(form: keyof typeof answers, more: Readonly<Record<string, string>>): Promise<string> {
  return referenceOf(await fillIn(`${site.url}/en/${form}/`, { ...answers[form], ...more }));
}

const pageOf = (reference: string) => `/staff/inbox/${reference}/`;
const textOf = async (path: string, who = manager) => (await who.open(path)).text();
const act = (reference: string, action: string, fields: Record<string, string> = {}, who = manager) =>
  who.send(`${pageOf(reference)}${action}/`, { position: "1", ...fields });
const mailIds = async (reference: string) =>
  (await rowsOf(site.server, "outbox")).map(({ id }) => String(id)).filter((id) => id.startsWith(reference));

describe("a message", () => {
  it("is answered by mail once, and its sender sees the answer in the account", async () => {
    const email = "asks@example.org";
    const client = await madeClient(site.server, email);
    const reference = await sent("contact", { email });
    expect(await textOf("/staff/inbox/")).toContain(reference);
    expect(await textOf(pageOf(reference))).toContain("Do you ship dried apricots?");
    const answer = "Yes:\n  from March on, <20 t> a week.";
    const all = await Promise.all(Array.from({ length: 8 }, () => act(reference, "answer", { answer })));
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 303));
    const mail = await mailTo(site.server, email, `Our answer to ${reference}`);
    expect(mail.text).toContain("> Yes:\n>   from March on, <20 t> a week.");
    expect((await mailIds(reference)).filter((id) => id.includes("status"))).toEqual([
      `${reference}/status-1`,
    ]);
    expect(await textOf("/en/account/orders/", client)).toContain("from March on, &lt;20 t&gt; a week.");
    expect(await textOf("/staff/inbox/")).not.toContain(reference);
    expect(await textOf("/staff/inbox/?show=answered")).toContain(reference);
    const again = await act(reference, "answer", { answer: "And in summer, too.", position: "2" });
    expect(again.headers.get("location")).toContain("done=answered");
    await mailTo(site.server, email, "And in summer, too.");
  });

  it("comes back with the answer kept when there is a mistake in it", async () => {
    const reference = await sent("contact", { email: "mistake@example.org" });
    const empty = await act(reference, "answer", { answer: " \n " });
    expect(empty.status).toBe(422);
    expect(await empty.text()).toContain("Enter your answer");
    const long = await act(reference, "answer", { answer: `"'<script>${"x".repeat(5001)}` });
    expect(await long.text()).toContain("&quot;&#39;&lt;script&gt;xxx");
  });

  it("is marked as answered without a mail", async () => {
    const reference = await sent("contact", { email: "by.phone@example.org" });
    expect((await act(reference, "handled")).headers.get("location")).toContain("done=handled");
    expect((await act(reference, "handled")).headers.get("location")).toContain("done=already");
    expect((await mailIds(reference)).filter((id) => id.includes("status"))).toEqual([]);
    expect(await textOf("/staff/inbox/?show=answered")).toContain(reference);
  });

  it("without an address can be marked, not answered", async () => {
    const reference = await sent("feedback", { email: "", feedback: "" });
    expect(await textOf(pageOf(reference))).toContain("No address was left");
    expect((await act(reference, "answer", { answer: "Thanks" })).status).toBe(404);
    expect((await act(reference, "handled")).status).toBe(303);
  });
});

describe("what is in quarantine", () => {
  it.each(["contact", "order", "newsletter", "data-request"] as const)(
    "says why, and once released its mail goes out: %s",
    async (form) => {
      const email = `held.${form}@example.org`;
      const reference = await sent(form, { ...trapped, email });
      expect(await textOf("/staff/inbox/?show=quarantined")).toContain(reference);
      expect(await textOf("/staff/inbox/?show=waiting")).not.toContain(reference);
      expect(await textOf(pageOf(reference))).toContain("A field that people neither see nor hear");
      expect(mailsOf(site.server).filter(({ to }) => to === email)).toEqual([]);
      expect((await act(reference, "answer", { answer: "Hello" })).status).toBe(404);
      const all = await Promise.all(Array.from({ length: 4 }, () => act(reference, "release")));
      expect(all.map(({ status }) => status)).toEqual(all.map(() => 303));
      await mailTo(site.server, email, "");
      expect(await textOf("/staff/inbox/?show=quarantined")).not.toContain(reference);
      expect((await act(reference, "release")).headers.get("location")).toContain("done=already");
      expect(mailsOf(site.server).filter(({ to }) => to === email)).toHaveLength(1);
    },
  );
});

describe("the inbox", () => {
  it("tells an empty filter from an empty inbox, and takes any address", async () => {
    for (const query of [
      "show=nonsense",
      "page=0",
      "after=x",
      "show=constructor",
      "sort=up&rating=9&with=%00",
    ])
      expect([query, (await manager.open(`/staff/inbox/?${query}`)).status]).toEqual([query, 200]);
    expect(await textOf("/staff/inbox/?page=99999")).not.toContain("Nothing matches");
    expect(await textOf("/staff/inbox/?after=9999-12-31T23:59:59.999Z_M-1")).toContain(
      "There is nothing on this page: the list ends before it.",
    );
    expect(await textOf("/staff/inbox/?language=xx")).toContain("Nothing matches these filters.");
    for (const reference of ["M-0000-0000-0000", "x", "%F0%9F%8D%91", "..%2f..%2f", "'; drop table orders"])
      expect([reference, (await manager.open(pageOf(reference))).status]).toEqual([reference, 404]);
  });

  it("is closed to analysts, editors, clients and strangers, and to other sites", async () => {
    const reference = await sent("contact", { email: "closed@example.org" });
    const before = await rowsOf(site.server, "audit_entries");
    const others = [
      (await staffMember(site.server, "analyst")).visitor,
      (await staffMember(site.server, "editor")).visitor,
      await madeClient(site.server, "curious@example.org"),
    ];
    for (const other of others) {
      for (const path of ["/staff/inbox/", pageOf(reference), "/staff/audit/"])
        expect((await other.open(path)).status).toBe(403);
      for (const action of ["answer", "handled", "release"])
        expect((await act(reference, action, { answer: "x" }, other)).status).toBe(403);
    }
    const stranger = new Visitor(site.url);
    expect((await act(reference, "answer", { answer: "x" }, stranger)).status).toBe(303);
    const evil = { origin: "https://evil.example" };
    for (const action of ["answer", "handled", "release"])
      expect((await manager.send(`${pageOf(reference)}${action}/`, { position: "1" }, evil)).status).toBe(
        403,
      );
    expect(await rowsOf(site.server, "audit_entries")).toEqual(before);
  });

  it("opens the day of staff with what waits, since when, and what is overdue", async () => {
    const reference = await sent("contact", { email: "late@example.org" });
    const { db } = site.server;
    await db
      .prepare("update submissions set received_at = '2026-01-05T08:00:00.000Z' where reference = ?1")
      .bind(reference)
      .run();
    const home = await textOf("/staff/");
    expect(home).toMatch(/\d+ messages to answer[\s\S]*, 1 overdue[\s\S]*5 January 2026/);
    expect(await textOf("/staff/inbox/")).toMatch(/One is overdue[\s\S]*Overdue[\s\S]*days late/);
    const analyst = (await staffMember(site.server, "analyst")).visitor;
    expect(await textOf("/staff/", analyst)).toContain("Nothing is waiting for you.");
  });
});

describe("the audit log", () => {
  it("has a row for each opening and each act, before anything is shown", async () => {
    const reference = await sent("contact", { email: "audited@example.org" });
    await manager.open("/staff/inbox/");
    await manager.open(pageOf(reference));
    await act(reference, "answer", { answer: "" });
    await act(reference, "answer", { answer: "Here you are." });
    const rows = (await rowsOf(site.server, "audit_entries")).filter(({ subject }) => subject === reference);
    expect(rows.map(({ action }) => action)).toEqual(["opened", "opened", "answered"]);
    const owner = (await staffMember(site.server, "owner")).visitor;
    const page = await textOf("/staff/audit/?check=yes", owner);
    expect(page.replace(/<\/?span[^>]*>/g, "")).toContain(
      `Answered <a href="${pageOf(reference)}">${reference}</a>`,
    );
    expect(page).toMatch(/Unbroken: all \d+ entries fit\./);
    expect(page).not.toContain("audited@example.org");
    expect((await manager.open("/staff/audit/")).status).toBe(403);
  });

  it("tells the owner where it breaks", async () => {
    const owner = (await staffMember(site.server, "owner")).visitor;
    const { db } = site.server;
    await db.prepare("drop trigger audit_entries_never_change").run();
    await db.prepare("update audit_entries set actor = 'U-0000-0000-0000' where sequence = 2").run();
    expect(await textOf("/staff/audit/?check=yes", owner)).toContain("Broken at entry 2");
    for (const page of ["0", "-3", "abc", "999999"])
      expect((await owner.open(`/staff/audit/?page=${page}`)).status).toBe(200);
  });
});
