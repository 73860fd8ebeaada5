import { beforeAll, describe, expect, it } from "vitest";
import { answers } from "../fixtures/answers.ts";
import { breaking, breakSite } from "../fixtures/faults.ts";
import { madeClient } from "./accounts.ts";
import { eventually, fillIn, mailsOf, mailTo, ownSite, referenceOf, rowsOf } from "./site.ts";
import { staffMember } from "./staff-member.ts";
import { Visitor } from "./visitor.ts";

const site = ownSite({ inFront: breaking });
let manager: Visitor;
beforeAll(async () => {
  manager = (await staffMember(site.server, "manager")).visitor;
});

const list = "/staff/mail/";
const textOf = async (path: string, who = manager) => (await who.open(path)).text();
const act = (id: string, action: string, fields: Record<string, string> = {}, who = manager) =>
  who.send(`${list}${id}/${action}/`, { position: "8", ...fields });
/** The tab of a state, as the one whose mail is shown. */
const shownTab = (state: string) => new RegExp(`<a href="${list}\\?show=${state}" aria-current="true"`);
const rowOf = async (id: string) => (await rowsOf(site.server, "outbox")).find((row) => row.id === id);
const entriesOf = async (id: string) =>
  (await rowsOf(site.server, "audit_entries")).filter(({ subject }) => subject === id);

async function sent(form: keyof typeof answers, more: Readonly<Record<string, string>>): Promise<string> {
  return referenceOf(await fillIn(`${site.url}/en/${form}/`, { ...answers[form], ...more }));
}

/** The id of a mail to a message's sender that failed for good. */
async function failed(email: string): Promise<string> {
  await breakSite(site.url, { mail: "before" });
  const id = `${await sent("contact", { email })}/client`;
  await eventually(async () => ((await rowOf(id))?.sealed_error ? true : undefined));
  const { db } = site.server;
  const due = db.prepare("update outbox set next_attempt_at = queued_at where next_attempt_at is not null");
  for (let tries = 0; tries < 8 && !(await rowOf(id))?.failed_at; tries += 1) {
    await due.run();
    await site.server.runCron();
  }
  await breakSite(site.url, {});
  expect(await rowOf(id)).toMatchObject({ attempts: 8, next_attempt_at: null });
  return id;
}

describe("mail", () => {
  it("that has all left says so, and garbage is no mail", async () => {
    const page = await textOf(list);
    expect(page).toContain("All mail has left.");
    expect(page).toMatch(shownTab("all"));
    for (const query of ["show=nonsense", "show=constructor", "page=-1", "page=x", "show=all&page=99"])
      expect([query, (await manager.open(`${list}?${query}`)).status]).toEqual([query, 200]);
    for (const id of ["x", "M-0000-0000-0000/client", "%F0%9F%8D%91", "'; drop table outbox", "a/b/c/d"]) {
      expect([id, (await manager.open(`${list}${id}/`)).status]).toEqual([id, 404]);
      for (const action of ["again", "drop"])
        expect((await act(id, action, { sure: "yes" })).headers.get("location")).toContain("done=already");
    }
    expect((await entriesOf("x")).length).toBe(0);
  });

  it("that failed for good is on the first page of staff, says why, and leaves when it is tried again", async () => {
    const email = "full.mailbox@example.org";
    const id = await failed(email);
    const [reference = ""] = id.split("/");
    expect(await textOf("/staff/")).toMatch(/2 emails failed[\s\S]*the oldest since/);
    const page = await textOf(list);
    expect(page).toMatch(shownTab("failed"));
    expect(page).toContain(`href="/staff/inbox/${reference}/"`);
    expect(page).toContain("broken before");
    const one = await textOf(`${list}${id}/`);
    expect(one).toMatch(/Tries[\s\S]*8[\s\S]*broken before/);
    for (const shown of [page, one]) {
      expect(shown).not.toContain(email);
      expect(shown).not.toContain("dried apricots");
    }
    expect(await entriesOf(id)).toEqual([]);
    const again = await act(id, "again");
    expect(again.headers.get("location")).toBe(`${list}?done=mail-again`);
    await mailTo(site.server, email, reference);
    await eventually(async () => (await rowOf(id))?.sent_at ?? undefined);
    const repeats = await Promise.all(Array.from({ length: 5 }, () => act(id, "again")));
    for (const repeat of repeats) expect(repeat.headers.get("location")).toBe(`${list}?done=already`);
    expect(mailsOf(site.server).filter(({ to }) => to === email)).toHaveLength(1);
    expect((await entriesOf(id)).map(({ action }) => action)).toEqual(["mail-again"]);
    expect(await textOf("/staff/")).toContain("1 email failed");
  });

  it("is given up once somebody is sure, and nothing of it stays but that it failed", async () => {
    const email = "nobody@example.org";
    const id = await failed(email);
    const unsure = await act(id, "drop");
    expect(unsure.status).toBe(422);
    expect(await unsure.text()).toContain("Tick the box if you are sure");
    expect((await act(id, "drop", { sure: "yes", position: "3" })).headers.get("location")).toContain(
      "already",
    );
    const dropped = await act(id, "drop", { sure: "yes" });
    expect(dropped.headers.get("location")).toBe(`${list}?done=mail-dropped`);
    expect(await textOf(`${list}?done=mail-dropped`)).toContain("Given up.");
    expect(await rowOf(id)).toMatchObject({ sealed_mail: null, sealed_error: null, recipient_index: null });
    expect((await manager.open(`${list}${id}/`)).status).toBe(404);
    for (const action of ["drop", "again"])
      expect((await act(id, action, { sure: "yes" })).headers.get("location")).toContain("done=already");
    await site.server.runCron();
    expect(mailsOf(site.server).filter(({ to }) => to === email)).toEqual([]);
    expect((await entriesOf(id)).map(({ action }) => action)).toEqual(["mail-dropped"]);
  });

  it("that the mail service would refuse is not sent by trying it again", async () => {
    const id = await failed("refused@example.org");
    const { db } = site.server;
    await db.prepare("update outbox set subject = 'a' || char(10) || 'Bcc: b' where id = ?1").bind(id).run();
    await act(id, "again");
    await eventually(async () => (await rowOf(id))?.failed_at ?? undefined);
    expect(await rowOf(id)).toMatchObject({ sent_at: null, attempts: 1 });
    expect(await textOf(`${list}${id}/`)).toContain(
      "the subject is empty, too long or has a control character",
    );
  });

  it("in quarantine waits for its submission, and mail that one address got too much of waits here", async () => {
    const held = `${await sent("contact", { email: "robot@example.org", remarks: "robot" })}/client`;
    expect(await textOf(`${list}?show=quarantined`)).toContain(`href="${list}${held}/"`);
    expect(await textOf(`${list}${held}/`)).not.toContain("Give it up");
    for (const action of ["again", "drop"])
      expect((await act(held, action, { sure: "yes", position: "0" })).headers.get("location")).toContain(
        "done=already",
      );
    expect((await rowOf(held))?.held_at).not.toBeNull();
    const email = "flooded@example.org";
    let last = "";
    for (let i = 0; i < 21; i += 1) last = `${await sent("contact", { email })}/client`;
    expect(await textOf("/staff/")).toContain("1 email is held");
    expect(await textOf(`${list}?show=held`)).toContain(last.split("/")[0]);
    await act(last, "again", { position: "0" });
    await mailTo(site.server, email, last.split("/")[0] ?? "");
    expect(await textOf(`${list}?show=held`)).toContain("No email is in this state.");
  });

  it("of which there is more than a page says which of how many each page shows", async () => {
    const { db } = site.server;
    await db
      .prepare(
        `with recursive n(i) as (select 10 union all select i + 1 from n where i < 39)
         insert into outbox (id, subject, queued_at, failed_at, suppressed)
         select 'sign-in/' || i, 'Many', '2026-11-23T12:00:00.000Z', '2026-11-23T12:00:00.000Z', 1 from n`,
      )
      .run();
    const first = await textOf(`${list}?show=suppressed`);
    expect(first).toContain("1–25 of 30");
    const next = /href="([^"]+)" rel="next"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const second = await textOf(next);
    expect(second).toContain("26–30 of 30");
    expect(second).toMatch(/rel="prev"/);
    await db.prepare("delete from outbox where subject = 'Many'").run();
  });

  it("is closed to analysts, editors, clients and strangers, and to other sites", async () => {
    const id = await failed("closed@example.org");
    const others = [
      (await staffMember(site.server, "analyst")).visitor,
      (await staffMember(site.server, "editor")).visitor,
      await madeClient(site.server, "curious@example.org"),
    ];
    for (const other of others) {
      for (const path of [list, `${list}${id}/`]) expect((await other.open(path)).status).toBe(403);
      for (const action of ["again", "drop"])
        expect((await act(id, action, { sure: "yes" }, other)).status).toBe(403);
    }
    expect((await act(id, "drop", { sure: "yes" }, new Visitor(site.url))).status).toBe(303);
    const evil = { origin: "https://evil.example" };
    for (const action of ["again", "drop"]) {
      const fields = { position: "8", sure: "yes" };
      expect((await manager.send(`${list}${id}/${action}/`, fields, evil)).status).toBe(403);
    }
    expect(await entriesOf(id)).toEqual([]);
    expect((await rowOf(id))?.failed_at).not.toBeNull();
    const owner = (await staffMember(site.server, "owner")).visitor;
    expect((await owner.open(`${list}${id}/`)).status).toBe(200);
  });
});
