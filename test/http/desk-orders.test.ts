import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { answers, registration } from "../fixtures/answers.ts";
import { madeClient } from "./accounts.ts";
import { fillIn, mailTo, ownSite, referenceOf, rowsOf } from "./site.ts";
import { staffMember } from "./staff-member.ts";
import { Visitor } from "./visitor.ts";

const site = ownSite();
let manager: Visitor;
beforeAll(async () => {
  manager = (await staffMember(site.server, "manager")).visitor;
});

/** Somebody's order through the public form. */
async function ordered(email: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  return referenceOf(await fillIn(`${site.url}/en/order/`, { ...answers.order, email, ...more }));
}

const pageOf = (reference: string) => `/staff/orders/${reference}/`;
const offer = { price: "CNY 412,000", terms: "Free at Khorgos.", holdsUntil: "2099-12-31", position: "1" };
const offerFor = (reference: string, who = manager) => who.send(`${pageOf(reference)}offer/`, offer);
const change = (reference: string, fields: Record<string, string>, who = manager) =>
  who.send(`${pageOf(reference)}status/`, { note: "", position: "1", ...fields });

describe("an order", () => {
  it("goes through its statuses, and the client gets a notice of each and sees the history", async () => {
    const email = "buyer@example.org";
    const client = await madeClient(site.server, email);
    const reference = await ordered(email);
    await offerFor(reference);
    expect((await mailTo(site.server, email, `Our offer for your order ${reference}`)).text).toContain(
      "CNY 412,000",
    );
    const offered = await (await client.open("/en/account/orders/")).text();
    expect(offered).toContain(`/en/account/offer/${reference}/`);
    const words = { status: "confirmed", note: "Accepted by phone. We ship on 3 March.", position: "2" };
    const confirmed = await change(reference, words);
    expect(confirmed.headers.get("location")).toBe(`${pageOf(reference)}?done=changed`);
    const notice = await mailTo(site.server, email, `Your order ${reference} is confirmed`);
    expect(notice.text).toContain("We ship on 3 March.");
    await change(reference, { status: "preparing", position: "3" });
    await change(reference, { status: "shipped", position: "4" });
    await mailTo(site.server, email, `Your order ${reference} is on its way`);

    const shown = await (await manager.open(pageOf(reference))).text();
    expect(shown).toMatch(/Zhang Min, for us[\s\S]*Confirmed[\s\S]*We ship on 3 March\.[\s\S]*Shipped/);
    expect(shown).not.toMatch(/by U-/);
    const own = await (await client.open("/en/account/orders/")).text();
    expect(own).toMatch(/Received[\s\S]*Confirmed[\s\S]*We ship on 3 March\.[\s\S]*Shipped/);
    expect(own).not.toContain("Zhang Min");

    const zip = await client.send("/en/account/export/", {});
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
    const table = new TextDecoder().decode(files["statuses.csv"]);
    expect(table).toContain(`${reference},4,shipped,`);
    expect(new TextDecoder().decode(files["offers.csv"])).toContain("Free at Khorgos.");
    expect(table).toContain("We ship on 3 March.");
  });

  it("is changed and told once, however often the same form is sent", async () => {
    const reference = await ordered("twice@example.org");
    await offerFor(reference);
    const sent = { status: "confirmed", note: "Once.", position: "2" };
    const all = await Promise.all(Array.from({ length: 10 }, () => change(reference, sent)));
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 303));
    const late = await change(reference, { status: "cancelled", position: "2" });
    expect(late.headers.get("location")).toContain("done=already");
    await mailTo(site.server, "twice@example.org", "is confirmed");
    const events = (await rowsOf(site.server, "status_events")).filter((row) => row.reference === reference);
    expect(events).toMatchObject([{ position: 1 }, { position: 2, status: "confirmed" }]);
    const notices = (await rowsOf(site.server, "outbox")).filter(({ id }) =>
      String(id).startsWith(`${reference}/status`),
    );
    expect(notices).toHaveLength(2);
  });

  it("tells what is missing and keeps the note", async () => {
    const reference = await ordered("missing@example.org");
    const refused = await change(reference, { note: "Kept <b>note</b>" });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain("<title>Error: ");
    expect(page).toContain("Choose the new status");
    expect(page).toContain("Kept &lt;b&gt;note&lt;/b&gt;");
    expect((await change(reference, { status: "received" })).status).toBe(422);
    expect((await change(reference, { status: "bought" })).status).toBe(422);
    const tooLong = await change(reference, { status: "cancelled", note: "x".repeat(2001) });
    expect(await tooLong.text()).toContain("Use 2,000 characters or fewer");
  });

  it("in quarantine is shown as such, and cannot be changed", async () => {
    const reference = await ordered("robot@example.org", { remarks: "filled in by a robot" });
    expect(await (await manager.open(pageOf(reference))).text()).toContain(
      "Its status can be changed once it is released.",
    );
    expect((await change(reference, { status: "confirmed" })).status).toBe(404);
    expect(await (await manager.open("/staff/orders/")).text()).not.toContain(reference);
    expect(await (await manager.open("/staff/orders/?show=all")).text()).toContain(reference);
  });

  it("keeps its note sealed, and loses all of it when the client is erased", async () => {
    const email = "leaving@example.org";
    const client = await madeClient(site.server, email);
    const reference = await ordered(email);
    await offerFor(reference);
    await change(reference, { status: "cancelled", note: "A sentence nobody else reads.", position: "2" });
    expect(JSON.stringify(await rowsOf(site.server, "status_events"))).not.toContain("A sentence");
    const { password } = registration;
    await client.fillIn("/en/account/delete/", { when: "now", password });
    expect((await manager.open(pageOf(reference))).status).toBe(404);
    expect((await change(reference, { status: "shipped", position: "2" })).status).toBe(404);
    expect(JSON.stringify(await rowsOf(site.server, "status_events"))).not.toContain(reference);
    expect(JSON.stringify(await rowsOf(site.server, "outbox"))).not.toContain(reference);
  });
});

describe("the list of orders", () => {
  it("filters by status, pages, and tells an empty list from an empty filter", async () => {
    const reference = await ordered("listed@example.org");
    const open = await (await manager.open("/staff/orders/")).text();
    expect(open).toContain(reference);
    expect(open).toContain("Li Wei");
    expect(open).toMatch(/Due today|Later/);
    const none = await (await manager.open("/staff/orders/?show=preparing")).text();
    expect(none).toContain("Nothing here at the moment.");
    const narrowed = await (await manager.open("/staff/orders/?with=me&late=yes")).text();
    expect(narrowed).toContain("Nothing matches these filters.");
    for (const query of ["show=nonsense", "page=-1", "page=99999999", "show=__proto__", "page=2&page=3"]) {
      expect([query, (await manager.open(`/staff/orders/?${query}`)).status]).toEqual([query, 200]);
    }
    for (let i = 0; i < 26; i += 1) await ordered(`many-${i}@example.org`);
    const linkIn = (html: string, rel: string) =>
      new RegExp(`href="([^"]+)" rel="${rel}"`).exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const referencesIn = (html: string) =>
      [...html.matchAll(/href="\/staff\/orders\/(B-[\w-]+)\//g)].map(([, one]) => one);
    const first = await (await manager.open("/staff/orders/?show=all")).text();
    const next = linkIn(first, "next");
    expect(next).toMatch(/show=all&sort=newest&after=/);
    const second = await (await manager.open(next)).text();
    expect(linkIn(second, "next")).toBe("");
    expect(new Set([...referencesIn(first), ...referencesIn(second)]).size).toBeGreaterThan(26);
    expect(referencesIn(second).some((one) => referencesIn(first).includes(one))).toBe(false);
    const back = await (await manager.open(linkIn(second, "prev"))).text();
    expect(referencesIn(back)).toEqual(referencesIn(first));
  });
});

describe("the orders of clients", () => {
  it("are open to managers and owners only, from pages of the site only", async () => {
    const reference = await ordered("closed@example.org");
    const owner = (await staffMember(site.server, "owner")).visitor;
    expect((await owner.open(pageOf(reference))).status).toBe(200);
    const others = [
      (await staffMember(site.server, "analyst")).visitor,
      (await staffMember(site.server, "editor")).visitor,
      await madeClient(site.server, "curious@example.org"),
    ];
    for (const other of others) {
      for (const path of ["/staff/orders/", pageOf(reference)])
        expect((await other.open(path)).status).toBe(403);
      expect((await change(reference, { status: "confirmed" }, other)).status).toBe(403);
    }
    const stranger = new Visitor(site.url);
    expect((await stranger.open(pageOf(reference))).status).toBe(303);
    expect((await change(reference, { status: "confirmed" }, stranger)).status).toBe(303);
    for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }]) {
      const sent = { status: "confirmed", note: "", position: "1" };
      expect((await manager.send(`${pageOf(reference)}status/`, sent, headers)).status).toBe(403);
    }
    expect((await manager.open("/staff/orders/B-0000-0000-0000/")).status).toBe(404);
    expect((await manager.open("/staff/orders/%00/")).status).toBe(404);
    expect((await manager.open("/staff/people/")).status).toBe(403);
    expect(await rowsOf(site.server, "status_events")).not.toContainEqual(
      expect.objectContaining({ reference }),
    );
  });
});
