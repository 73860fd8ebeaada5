import { beforeAll, describe, expect, test } from "vitest";
import { firstVersion } from "../fixtures/content.ts";
import { chrome } from "../fixtures/visit.ts";
import { madeClient } from "./accounts.ts";
import { eventually, rowsOf, sharedSite } from "./site.ts";
import { type StaffMember, staffMember } from "./staff-member.ts";
import { Visitor } from "./visitor.ts";

const site = sharedSite();
const addresses = ["/staff/statistics/", "/staff/statistics.csv", "/staff/statistics.json"];
const staff = new Map<string, StaffMember>();
const visitorOf = (role: string) => staff.get(role)?.visitor as Visitor;

beforeAll(async () => {
  for (const role of ["analyst", "manager", "owner", "editor"] as const)
    staff.set(role, await staffMember(site.server, role));
});

describe.each(["analyst", "manager", "owner"])("the %s", (role) => {
  test.each(addresses)("sees %s, which no cache keeps", async (address) => {
    const answer = await visitorOf(role).open(address);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("writes a note about a day, sees it there, and takes it away", async () => {
    const visitor = visitorOf(role);
    const note = `${role}: =1+1 "fair", <b>Kashgar</b>`;
    const sent = await visitor.send("/staff/statistics/", { day: "2026-11-22", note });
    expect(sent.status).toBe(303);
    const page = await (await visitor.open(sent.headers.get("location")?.split("#")[0] ?? "")).text();
    expect(page).toContain(`${role}: =1+1 &quot;fair&quot;, &lt;b&gt;Kashgar&lt;/b&gt;`);
    const [row] = (await rowsOf(site.server, "statistics_notes")).filter((one) => one.note === note);
    const gone = await visitor.send("/staff/statistics/notes/delete/", { id: String(row?.id) });
    expect(gone.status).toBe(303);
    expect((await rowsOf(site.server, "statistics_notes")).some((one) => one.note === note)).toBe(false);
  });

  test("asks for the weekly mail, and stops it", async () => {
    const visitor = visitorOf(role);
    const page = async () => (await visitor.open("/staff/statistics/")).text();
    expect(await page()).toContain("Send it to me");
    await visitor.send("/staff/statistics/mail/", { weekly: "yes" });
    expect(await page()).toContain("You get the figures of the week each Monday.");
    expect((await visitor.send("/staff/statistics/mail/", { weekly: "perhaps" })).status).toBe(400);
    await visitor.send("/staff/statistics/mail/", { weekly: "no" });
    expect(await page()).toContain("Send it to me");
  });
});

describe("the statistics", () => {
  const posts: [string, Record<string, string>][] = [
    ["/staff/statistics/", { day: "2026-11-22", note: "not mine to write" }],
    ["/staff/statistics/notes/delete/", { id: "x" }],
    ["/staff/statistics/mail/", { weekly: "yes" }],
  ];

  test("are closed to editors and clients", async () => {
    const client = await madeClient(site.server, "client@statistics.example.org");
    for (const visitor of [visitorOf("editor"), client]) {
      for (const address of addresses) {
        const answer = await visitor.open(address);
        expect([address, answer.status]).toEqual([address, 403]);
        expect(answer.headers.get("cache-control")).toBe("no-store");
      }
      for (const [address, fields] of posts)
        expect([address, (await visitor.send(address, fields)).status]).toEqual([address, 403]);
    }
    expect(await rowsOf(site.server, "statistics_notes")).toEqual([]);
    expect(await rowsOf(site.server, "statistics_readers")).toEqual([]);
  });

  test("send strangers to sign in, whatever they do", async () => {
    const stranger = new Visitor(site.url);
    for (const address of addresses) expect((await stranger.open(address)).status).toBe(303);
    for (const [address, fields] of posts) {
      const answer = await stranger.send(address, fields);
      expect([address, answer.headers.get("location")?.split("?")[0]]).toEqual([address, "/en/sign-in/"]);
    }
    expect(await rowsOf(site.server, "statistics_notes")).toEqual([]);
  });

  test("take no note from a page of another site", async () => {
    const headers = { origin: "https://evil.example" };
    const [address, fields] = posts[0] ?? ["", {}];
    expect((await visitorOf("owner").send(address, fields, headers)).status).toBe(403);
  });

  test("name a day that they do not understand, and keep what was typed", async () => {
    const analyst = visitorOf("analyst");
    const refused = await analyst.open("/staff/statistics/?from=1.11.2026&to=2026-11-22");
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toContain("Error: Statistics");
    expect(html).toMatch(
      /<a href="#from"[^>]*>Enter the first day, such as <span[^>]*>2026-11-22<\/span><\/a>/,
    );
    expect(html).toContain('value="1.11.2026"');
    expect((await analyst.open("/staff/statistics.csv?from=1.11.2026")).status).toBe(400);
    expect((await analyst.open("/staff/statistics.json?to=never")).status).toBe(400);
    expect((await analyst.open("/staff/statistics/?from=&to=")).status).toBe(200);
  });

  test("name what is missing in a note, and keep the rest", async () => {
    const refused = await visitorOf("analyst").send("/staff/statistics/", { day: "yesterday", note: " " });
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toContain("Enter the day as YYYY-MM-DD");
    expect(html).toContain("Write a note");
    expect(html).toContain('value="yesterday"');
  });

  test("take no note of a day that nobody could see it on", async () => {
    for (const day of ["2199-01-01", "0001-01-01"]) {
      const refused = await visitorOf("analyst").send("/staff/statistics/", { day, note: "unseen" });
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain("Enter a day from 2000-01-01 to today");
    }
  });

  test.each([
    "from=0000-01-01&to=0000-01-01",
    "from=9999-12-31&to=0001-01-01",
    "from=1976-01-01&to=2099-12-31&page=%2Fen%2F",
    "period=NaN&page=%27%3B--",
  ])("are shown for what there is when asked for %s", async (query) => {
    for (const address of addresses)
      expect([address, (await visitorOf("analyst").open(`${address}?${query}`)).status]).toEqual([
        address,
        200,
      ]);
  });

  test("go to a spreadsheet as text, whatever a referrer or a note begins with", async () => {
    const analyst = visitorOf("analyst");
    await analyst.send("/staff/statistics/", { day: "2026-11-22", note: "fair" });
    const headers = {
      "user-agent": chrome(),
      "sec-fetch-dest": "document",
      "sec-fetch-site": "cross-site",
      referer: "https://-evil.example/",
    };
    const { smallestGroup } = firstVersion.commitments;
    for (let view = 0; view < smallestGroup; view += 1) await fetch(`${site.url}/en/`, { headers });
    const csv = await eventually(async () => {
      const text = await (await analyst.open("/staff/statistics.csv?period=12-months")).text();
      return text.includes("evil.example") ? text : undefined;
    });
    expect(csv).toContain(`\r\nreferrer,'-evil.example,${smallestGroup},${smallestGroup}\r\n`);
    expect(csv).not.toMatch(/(?:^|,)"?[=+@\t-]/m);
  });

  test("leave an entry in the audit log, as CSV and as JSON", async () => {
    const analyst = visitorOf("analyst");
    const entries = async () =>
      (await rowsOf(site.server, "audit_entries where action = 'list-exported' order by sequence")).map(
        ({ subject }) => subject,
      );
    const before = (await entries()).length;
    for (const format of ["csv", "json"]) await analyst.open(`/staff/statistics.${format}`);
    expect((await entries()).slice(before)).toEqual(["statistics csv", "statistics json"]);
  });
});
