import { describe, expect, it } from "vitest";
import { cellsOf } from "../../../worker/visits/core.ts";
import { chrome, place, seen } from "../../fixtures/visit.ts";

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
    ["robot", "is a search engine", seen({ "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" })],
    ["robot", "is a program", seen({ "user-agent": "curl/8.7.1" })],
    ["robot", "does not say what it is", seen({ "user-agent": undefined })],
    ["no-navigation-headers", "sends no navigation headers", seen({ "sec-fetch-dest": undefined })],
    ["no-navigation-headers", "loads the page into another", seen({ "sec-fetch-dest": "iframe" })],
    ["error", "finds no page", seen({}, { status: 404 })],
    ["error", "meets a failure", seen({}, { status: 503 })],
  ])("is one more %s and nothing else when the visitor %s", (reason, _, request) => {
    expect(cellsOf(request, at, place)).toEqual([
      { day: "2026-12-01", rules: "1", indicator: "not-counted", value: reason, views: 1, visits: 0 },
    ]);
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

describe("what a request names", () => {
  it.each([
    ["/", "/"],
    ["/en/", "/en/"],
    ["/en/policy/2026-11-22/", "/en/policy/2026-11-22/"],
    ["/en/policy/2026-11-23/", "other"],
    ["/en/policy/at/2026-11-23/", "/en/policy/at/…/"],
    ["/en/policy/compare/2026-11-22/2027-01-01/", "/en/policy/compare/2026-11-22/2027-01-01/"],
    ["/zh/policy/", "other"],
    ["/en/no-such-page/", "other"],
    ["/en/account/orders/O-ABCD/", "/en/account/…/…/"],
    ["/wp-login.php", "other"],
    ["/en/%3Cscript%3E/", "other"],
    [`/en/${"a/".repeat(5)}`, "other"],
  ])("is the page %s as %s", (path, page) => {
    expect(counted({}, { url: `https://www.example.com${path}` }).page).toBe(page);
  });

  it.each([
    ["https://www.search.example/path?q=x", "search.example"],
    ["https://www.example.com/en/", "none"],
    ["android-app://com.example", "none"],
    ["not an address", "none"],
    [undefined, "none"],
  ])("is the referrer %s as %s", (referer, referrer) => {
    expect(counted({ referer }).referrer).toBe(referrer);
  });

  it.each([
    ["?utm_source=spring-mail", "spring-mail"],
    ["?utm_source=li@example.org", "other"],
    ["?utm_source=client-4711000", "other"],
    ["?utm_source=Spring", "other"],
    ["?utm_source=", "none"],
    ["?gclid=123", "none"],
  ])("is the campaign of %s as %s", (query, campaign) => {
    expect(counted({}, { url: `https://www.example.com/en/${query}` }).campaign).toBe(campaign);
  });

  it.each([
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
      "phone",
      "Safari",
      "iOS",
    ],
    [
      "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
      "phone",
      "Chrome",
      "Android",
    ],
    [
      "Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36",
      "tablet",
      "Samsung Internet",
      "Android",
    ],
    [
      "Mozilla/5.0 (Linux; Android 14; V2324A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50",
      "phone",
      "WeChat",
      "Android",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 YaBrowser/25.6 Safari/537.36",
      "desktop",
      "Yandex",
      "Windows",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:141.0) Gecko/20100101 Firefox/141.0",
      "desktop",
      "Firefox",
      "macOS",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0",
      "desktop",
      "Edge",
      "Windows",
    ],
  ])("is the browser %s as a %s with %s on %s", (agent, device, browser, system) => {
    expect(counted({ "user-agent": agent })).toMatchObject({ device, browser, system });
  });

  it("is the country only when the network names one", () => {
    expect(counted({}, { country: undefined }).country).toBe("unknown");
    expect(counted({}, { country: "<x>" }).country).toBe("unknown");
    expect(counted({}, { country: "T1" }).country).toBe("T1");
  });
});

describe("a form", () => {
  const sent = (outcome: "refused" | "accepted", status: number) =>
    seen({}, { method: "POST", status, outcome: { form: "contact", outcome } });

  it("that is shown is one more cell of its page's view", () => {
    const request = seen({}, { outcome: { form: "contact", outcome: "shown" } });
    expect(cellsOf(request, at, place).at(-1)).toMatchObject({ indicator: "form", value: "contact shown" });
  });

  it.each([
    ["refused", 422],
    ["accepted", 303],
  ] as const)("that is %s is that and no view", (outcome, status) => {
    expect(cellsOf(sent(outcome, status), at, place)).toEqual([
      {
        day: "2026-12-01",
        rules: "1",
        indicator: "form",
        value: `contact ${outcome}`,
        views: 1,
        visits: 0,
      },
    ]);
  });

  it("that is sent by somebody who opted out leaves nothing at all", () => {
    const request = { ...sent("accepted", 303), headers: new Headers({ "sec-gpc": "1" }) };
    expect(cellsOf(request, at, place)).toEqual([]);
  });
});

describe("a day of the organization", () => {
  const zoned = (instant: string, timeZone: string) =>
    cellsOf(seen(), new Date(instant), { ...place, timeZone }).find(({ indicator }) => indicator === "hour");

  it.each([
    ["Europe/Berlin", "2026-03-28T22:59:59Z", "2026-03-28", "23"],
    ["Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29", "00"],
    ["Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29", "03"],
    ["Europe/Berlin", "2026-03-29T21:59:59Z", "2026-03-29", "23"],
    ["Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-30", "00"],
    ["Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25", "02"],
    ["Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25", "02"],
    ["Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-25", "23"],
    ["Africa/Cairo", "2026-04-23T22:30:00Z", "2026-04-24", "01"],
    ["Asia/Shanghai", "2026-03-29T15:59:59Z", "2026-03-29", "23"],
  ])("in %s has %s on %s, hour %s, whatever the clocks do", (timeZone, instant, day, hour) => {
    expect(zoned(instant, timeZone)).toMatchObject({ day, value: `/en/policy/ ${hour}` });
  });
});
