import { describe, expect, it } from "vitest";
import { cellsOf } from "../../../../worker/visits/counting/cells.ts";
import { chrome, place, seen } from "../../../fixtures/visit.ts";

const at = new Date("2026-12-01T01:30:00Z");

/** What is counted of a request, by indicator. */
const counted = (...request: Parameters<typeof seen>) =>
  Object.fromEntries(cellsOf(seen(...request), at, place).map(({ indicator, value }) => [indicator, value]));

describe("somebody who opens the policy", () => {
  it("adds one to each indicator of that day, and that is all that is known", () => {
    expect(counted()).toEqual({
      total: "all",
      policy: "2026-11-22",
      page: "/en/policy/",
      hour: "/en/policy/ 09",
      country: "CN",
      language: "zh",
      device: "desktop",
      browser: "Chrome",
      system: "Windows",
      referrer: "search.example",
      campaign: "none",
      medium: "none",
      "campaign-name": "none",
    });
    for (const cell of cellsOf(seen(), at, place)) {
      expect(cell).toMatchObject({ day: "2026-12-01", views: 1, visits: 1 });
    }
  });

  it("cannot be told from anybody else with the same kind of browser", () => {
    const people = [
      seen({ "user-agent": chrome("138.0.7204.101"), "cf-connecting-ip": "203.0.113.7", "cf-ray": "a1" }),
      seen({ "user-agent": chrome("139.0.0.0"), "cf-connecting-ip": "2001:db8::1", cookie: "id=42" }),
      seen({
        "user-agent": chrome("121.0.1.2").replace("NT 10.0", "NT 6.1"),
        "x-forwarded-for": "198.51.100.9",
        "accept-language": "zh-TW",
        referer: "https://search.example/other?q=words",
        "sec-ch-ua-model": "X",
      }),
    ];
    const [first, ...others] = people.map((one) => cellsOf(one, at, place));
    for (const other of others) expect(other).toEqual(first);
  });

  it("leaves no address, version, search word or reference behind", () => {
    const cells = JSON.stringify([
      cellsOf(seen({ "cf-connecting-ip": "203.0.113.7" }), at, place),
      cellsOf(
        seen({}, { url: "https://www.example.com/en/sent/M-ABCD-EFGH-JKMN/?mail=li@example.org" }),
        at,
        place,
      ),
      cellsOf(seen({}, { url: "https://www.example.com/en/reset/secrettoken/" }), at, place),
    ]);
    expect(cells).not.toMatch(/203\.0|139|private|M-ABCD|li@|secrettoken/);
    expect(counted({}, { url: "https://www.example.com/en/sent/M-ABCD-EFGH-JKMN/" })).toMatchObject({
      page: "/en/sent/…/",
    });
  });

  it("is a view but no visit when coming from a page of this site", () => {
    const cells = cellsOf(seen({ "sec-fetch-site": "same-origin" }), at, place);
    expect(cells.every(({ views, visits }) => views === 1 && visits === 0)).toBe(true);
    expect(cells.map(({ indicator }) => indicator)).not.toContain("referrer");
  });

  it("is counted on the organization's day, whatever the day in Greenwich", () => {
    const [cell] = cellsOf(seen(), new Date("2026-12-01T16:00:00Z"), place);
    expect(cell?.day).toBe("2026-12-02");
  });
});

describe("somebody who is not counted", () => {
  it.each([
    ["opted-out", "asks for it with Global Privacy Control", seen({ "sec-gpc": "1" })],
    ["opted-out", "asks for it with Do Not Track", seen({ dnt: "1" })],
    [
      "opted-out",
      "asks for it while the browser prefetches",
      seen({ "sec-gpc": "1", "sec-purpose": "prefetch" }),
    ],
    ["prefetch", "has not opened the page yet", seen({ "sec-purpose": "prefetch;prerender" })],
    ["prefetch", "has not opened the page yet in an older browser", seen({ purpose: "prefetch" })],
    ["prefetch", "has not opened the page yet in Firefox", seen({ "x-moz": "prefetch" })],
    ["prefetch", "looks at it in small, as Safari's favourites do", seen({ "x-purpose": "preview" })],
    ["prefetch", "looks at it in small in an older Safari", seen({ purpose: "Preview" })],
    ["prefetch", "has not opened it", seen({ "sec-purpose": "Prefetch;anonymous-client-ip" })],
    ["robot", "signs as one", seen({ "signature-agent": '"https://chatgpt.com"' })],
    [
      "robot",
      "signs as one and says where its key is elsewhere",
      seen({ "signature-input": 'sig1=("@authority");created=1;keyid="x";tag="web-bot-auth"' }),
    ],
    ["robot", "is a search engine", seen({ "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" })],
    ["robot", "is a program", seen({ "user-agent": "curl/8.7.1" })],
    ["robot", "does not say what it is", seen({ "user-agent": undefined })],
    ["no-navigation-headers", "sends no navigation headers", seen({ "sec-fetch-dest": undefined })],
    ["no-navigation-headers", "loads the page into another", seen({ "sec-fetch-dest": "iframe" })],
  ])("is one more %s and nothing else when the visitor %s", (reason, _, request) => {
    expect(cellsOf(request, at, place)).toEqual([
      { day: "2026-12-01", rules: "1", indicator: "not-counted", value: reason, views: 1, visits: 0 },
    ]);
  });

  it.each([
    [404, "4xx 09"],
    [503, "5xx 09"],
  ])(
    "meets an error (%i), which adds one to its reason and to its hour, and to nothing else",
    (status, hour) => {
      expect(counted({}, { status })).toEqual({ "not-counted": "error", error: hour });
    },
  );

  it("adds no hour of an error to anything when the visitor asks not to be counted", () => {
    expect(counted({ "sec-gpc": "1" }, { status: 503 })).toEqual({ "not-counted": "opted-out" });
  });

  it("is counted when the policy in force does not promise to honour the signal", () => {
    expect(counted({ dnt: "1" }, { signals: ["gpc"] })).toHaveProperty("page");
    expect(counted({ dnt: "1", "sec-gpc": "1" }, { signals: ["gpc"] })).toEqual({
      "not-counted": "opted-out",
    });
  });

  it("opens a page of the organization's own staff", () => {
    expect(counted({}, { url: "https://www.example.com/staff/statistics/" })).toEqual({
      "not-counted": "staff",
    });
  });

  it("is counted when the signal says that counting is fine", () => {
    expect(counted({ dnt: "0", "sec-gpc": "0" })).toHaveProperty("page");
  });
});
