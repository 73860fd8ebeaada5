import { beforeAll, describe, expect, it } from "vitest";
import organization from "../../content/organization.yaml";
import { answers, registration } from "../fixtures/answers.ts";
import { clientOf, madeClient } from "./accounts.ts";
import {
  eventually,
  everyTable,
  fillIn,
  mailsOf,
  mailTo,
  ownSite,
  referenceOf,
  rowsOf,
  send,
} from "./site.ts";
import { staffMember } from "./staff-member.ts";
import { Visitor } from "./visitor.ts";

const site = ownSite();
let manager: Visitor;
beforeAll(async () => {
  manager = (await staffMember(site.server, "manager")).visitor;
});

const pageOf = (reference: string) => `/staff/data-requests/${reference}/`;
const textOf = async (path: string, who = manager) => (await who.open(path)).text();
const act = (reference: string, action: string, fields: Record<string, string> = {}, who = manager) =>
  who.send(`${pageOf(reference)}${action}/`, { position: "1", ...fields });

async function sent(form: keyof typeof answers, more: Readonly<Record<string, string>>): Promise<string> {
  return referenceOf(await fillIn(`${site.url}/en/${form}/`, { ...answers[form], ...more }));
}

/** A data request that its sender has confirmed through the mailed link. */
async function confirmed(email: string, kind: string): Promise<string> {
  const reference = await sent("data-request", { email, kind });
  const { text } = await mailTo(site.server, email, `confirm your data request ${reference}`);
  await send(`${site.url}${/\/en\/confirm\/\S+\//.exec(text)?.[0]}`, {});
  return reference;
}

/** Every row of every table that names somebody or their reference. */
async function traces(...words: readonly string[]): Promise<string[]> {
  const tables = [...(await everyTable(site.server))];
  return tables.flatMap(([name, rows]) => {
    const text = JSON.stringify(rows);
    return words.filter((word) => text.includes(word)).map((word) => `${name}: ${word}`);
  });
}

describe("a data request", () => {
  it("shows typed words as they are, also those that every object has", async () => {
    const email = "constructor@example.org";
    await sent("contact", { email, name: "constructor", message: "toString" });
    const page = await textOf(pageOf(await confirmed(email, "see")));
    for (const word of ["constructor", "toString"]) expect(page).toMatch(new RegExp(`<dd[^>]*>${word}</dd>`));
    expect(page).not.toContain("native code");
  });

  it("counts once it is confirmed, shows what is held, and is done with a mail to the person", async () => {
    const email = "sees@example.org";
    const unconfirmed = await sent("data-request", { email: "never@example.org", kind: "see" });
    await sent("order", { email, goods: "Walnuts <b>in shell</b>" });
    await sent("feedback", { email, feedback: "Well packed." });
    const reference = await confirmed(email, "see");
    const list = await textOf("/staff/data-requests/");
    expect(list).toContain(reference);
    expect(list).not.toContain(unconfirmed);
    expect((await manager.open(pageOf(unconfirmed))).status).toBe(404);
    const page = await textOf(pageOf(reference));
    expect(page).toContain("Walnuts &lt;b&gt;in shell&lt;/b&gt;");
    expect(page).toContain("Well packed.");
    expect(page).toMatch(/answer due[\s\S]*The address was confirmed with the mailed link/);
    const told = await mailTo(site.server, email, `data request ${reference} is confirmed`);
    const ordered = await mailTo(site.server, organization.email, `Data request ${reference}`);
    const [, day = ""] = /We answer by (\d+ \w+ \d{4})\./.exec(told.text) ?? [];
    expect(ordered.text).toContain(`Answer it by ${day}.`);
    const [number, month = ""] = day.split(" ");
    expect(page).toContain(`due ${number} ${month.slice(0, 3)}`);
    expect(list).toContain(`due ${number} ${month.slice(0, 3)}`);
    const form = await (await new Visitor(site.url).open("/en/data-request/")).text();
    const sentPage = await (await new Visitor(site.url).open(`/en/sent/${unconfirmed}/`)).text();
    for (const said of [form, sentPage]) expect(said).toMatch(/we answer within \d+\u00A0days/);
    expect(page).not.toContain("Erase everything");
    expect((await act(reference, "copy")).headers.get("location")).toContain("done=copy-made");
    const note = "All of it is in the attached list.";
    const all = await Promise.all(Array.from({ length: 5 }, () => act(reference, "done", { note })));
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 303));
    const mail = await mailTo(site.server, email, `Your data request ${reference} is done`);
    expect(mail.text).toContain(note);
    expect(mailsOf(site.server).filter(({ subject }) => subject.includes("is done"))).toHaveLength(1);
    expect(await textOf("/staff/data-requests/")).not.toContain(reference);
    expect(await textOf("/staff/data-requests/?show=done")).toContain(reference);
    expect((await act(reference, "erase", { sure: "yes" })).status).toBe(404);
  });

  it("shows what is held in words, with times as people write them", async () => {
    const email = "in.words@example.org";
    const client = await madeClient(site.server, email);
    await client.fillIn("/en/account/consents/accept/", { consent: "yes", password: registration.password });
    await sent("contact", { email });
    await sent("feedback", { email });
    await sent("newsletter", { email });
    const order = await sent("order", { email, newsletter: "yes" });
    const change = { position: "1", status: "cancelled", note: "Soon." };
    await manager.send(`/staff/orders/${order}/status/`, change);
    const page = await textOf(pageOf(await confirmed(email, "see")));
    const names = [...page.matchAll(/<dt[^>]*>([^<]*)</g)].map(([, name = ""]) => name);
    expect(new Set(names).size).toBeGreaterThan(30);
    expect(
      names.filter((name) => !/^[A-Z][^A-Z]*(?:SHA-256)?[^A-Z]*$/.test(name) && !name.startsWith("SHA")),
    ).toEqual([]);
    const values = [...page.matchAll(/<dd[^>]*>([^<]*)</g)].map(([, value = ""]) => value);
    expect(values.filter((value) => /^[a-z-]+$/.test(value) && value !== "yes")).toEqual([]);
    expect(values.filter((value) => /\b(?:dpv|pd):/.test(value))).toEqual([]);
    expect(page).not.toMatch(/<dd[^>]*>[^<]*(?:\d{4}-\d\d-\d\dT\d|\[&quot;|true|false)/);
  });

  it("shows staff no network address of the person", async () => {
    const email = "with.account@example.org";
    await clientOf(site.server, email);
    const page = await textOf(pageOf(await confirmed(email, "see")));
    expect(page).toContain("2 Example Road");
    expect(page).toMatch(/Sign-ins \(only the person sees them\): 1/);
    expect(page).not.toContain("127.0.0.1");
  });

  it.each(["with", "without"])("to erase leaves no trace of somebody %s an account", async (account) => {
    const email = `erase.${account}@example.org`;
    const client = account === "with" ? await clientOf(site.server, email) : undefined;
    const order = await sent("order", { email, newsletter: "yes" });
    await sent("feedback", { email });
    await manager.send(`/staff/orders/${order}/status/`, {
      position: "1",
      status: "cancelled",
      note: "Soon.",
    });
    const reference = await confirmed(email, "erase");
    const before = await rowsOf(site.server, "users");
    const refused = await act(reference, "erase");
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("Tick the box if you are sure");
    const done = await act(reference, "erase", { sure: "yes" });
    expect(done.headers.get("location")).toBe("/staff/data-requests/?done=erased");
    const last = await mailTo(site.server, email, "Your data is erased");
    expect(last.text).toContain(reference);
    expect(last.text).toContain("up to 30 days");
    expect((await act(reference, "erase", { sure: "yes" })).status).toBe(404);
    expect((await manager.open(`/staff/orders/${order}/`)).status).toBe(404);
    expect((await (client ?? new Visitor(site.url)).open("/en/account/")).status).toBe(303);
    expect((await rowsOf(site.server, "users")).length).toBe(before.length - (client ? 1 : 0));
    await eventually(async () => ((await traces(email)).length === 0 ? true : undefined));
    // Proof of consent, withdrawn, under a number; what staff did; the last mail's mark, without its words; and that the
    // request was carried out.
    expect(new Set((await traces(order, reference)).map((trace) => trace.split(":")[0]))).toEqual(
      new Set(["consents", "audit_entries", "outbox", "desk_items"]),
    );
    const given = (await rowsOf(site.server, "consents")).filter(({ subject }) => subject === order);
    const count = (kind: string) => given.filter(({ event }) => event === kind).length;
    // The newsletter was asked for, and never confirmed.
    expect([count("asked"), count("given"), count("withdrawn")]).toEqual([1, 1, 2]);
  });

  it("erases nobody of the staff, and nothing for a request of another kind", async () => {
    const analyst = await staffMember(site.server, "analyst");
    const reference = await confirmed(analyst.email, "erase");
    expect(await textOf(pageOf(reference))).toContain("belongs to a member of the staff");
    const kept = await act(reference, "erase", { sure: "yes" });
    expect(kept.headers.get("location")).toContain("done=is-staff");
    expect((await analyst.visitor.open("/staff/")).status).toBe(200);
    const other = await confirmed("other.kind@example.org", "object");
    expect((await act(other, "erase", { sure: "yes" })).status).toBe(404);
  });

  it("is closed to all but managers and owners, and to other sites", async () => {
    const reference = await confirmed("closed@example.org", "erase");
    const others = [
      (await staffMember(site.server, "analyst")).visitor,
      (await staffMember(site.server, "editor")).visitor,
      await madeClient(site.server, "curious@example.org"),
    ];
    for (const other of others) {
      expect((await other.open(pageOf(reference))).status).toBe(403);
      expect((await act(reference, "erase", { sure: "yes" }, other)).status).toBe(403);
      expect((await act(reference, "done", { note: "" }, other)).status).toBe(403);
    }
    const evil = { origin: "https://evil.example" };
    const fields = { position: "1", sure: "yes" };
    expect((await manager.send(`${pageOf(reference)}erase/`, fields, evil)).status).toBe(403);
    expect((await act(reference, "erase", { sure: "yes" }, new Visitor(site.url))).status).toBe(303);
    const home = await textOf("/staff/");
    expect(home).toContain("data request");
    expect((await manager.open(pageOf("D-0000-0000-0000"))).status).toBe(404);
    expect((await manager.open(pageOf(await sent("order", {})))).status).toBe(404);
  });
});

describe("what looks as if no person had sent it", () => {
  it.each(["contact", "order", "newsletter", "data-request", "feedback"] as const)(
    "is erased as spam with its mail, and nothing else of the same address: %s",
    async (form) => {
      const email = `spam.${form}@example.org`;
      const kept = await sent("contact", { email });
      const reference = await sent(form, { remarks: "robot", email });
      const inbox = `/staff/inbox/${reference}/`;
      const unsure = await manager.send(`${inbox}erase/`, { position: "1" });
      expect(unsure.status).toBe(422);
      const erased = await manager.send(`${inbox}erase/`, { position: "1", sure: "yes" });
      expect(erased.headers.get("location")).toBe("/staff/inbox/?done=spam");
      expect((await manager.open(inbox)).status).toBe(404);
      expect((await manager.send(`${inbox}erase/`, { position: "1", sure: "yes" })).status).toBe(404);
      const left = new Set((await traces(reference)).map((trace) => trace.split(":")[0]));
      expect([...left].filter((table) => table !== "consents")).toEqual(["audit_entries"]);
      expect(await textOf(`/staff/inbox/${kept}/`)).toContain(email);
      const keptErase = await manager.send(`/staff/inbox/${kept}/erase/`, { position: "1" });
      expect(keptErase.status).toBe(422);
    },
  );
});
