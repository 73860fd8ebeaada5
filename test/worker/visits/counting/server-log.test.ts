import { describe, expect, it } from "vitest";
import { LogCounter } from "../../../../worker/visits/counting/server-log.ts";
import { chrome, place } from "../../../fixtures/visit.ts";

const site = { ...place, host: "www.example.com", before: undefined };
const line = ({
  time = "01/Dec/2026:01:30:00 +0000",
  request = "GET /en/policy/?utm_source=spring HTTP/1.1",
  status = 200,
  referrer = "https://www.search.example/?q=private",
  agent = chrome(),
} = {}) => `203.0.113.7 - li [${time}] "${request}" ${status} 512 "${referrer}" "${agent}"`;

const counted = (text: string) => {
  const counter = new LogCounter(site);
  const kind = counter.add(text);
  return { kind, values: Object.fromEntries(counter.cells().map((cell) => [cell.indicator, cell.value])) };
};

describe("a line of a server log", () => {
  it("is counted by the rules of the site, as far as a log can tell", () => {
    const counter = new LogCounter(site);
    expect(counter.add(line())).toBe("counted");
    const cells = counter.cells();
    expect(Object.fromEntries(cells.map(({ indicator, value }) => [indicator, value]))).toEqual({
      total: "all",
      page: "/en/policy/",
      hour: "/en/policy/ 09",
      device: "desktop",
      browser: "Chrome",
      system: "Windows",
      referrer: "search.example",
      campaign: "spring",
      medium: "none",
      "campaign-name": "none",
    });
    for (const cell of cells) expect(cell).toMatchObject({ day: "2026-12-01", rules: "1-log", visits: 1 });
    expect(JSON.stringify(cells)).not.toMatch(/203|private|"li"|139/);
  });

  it.each(["https://www.example.com/en/", "http://example.com", "https://WWW.example.com:8443/?q"])(
    "is no visit when it came from %s, a page of the site",
    (referrer) => {
      const counter = new LogCounter(site);
      expect(counter.add(line({ referrer }))).toBe("counted");
      expect(counter.cells().every(({ visits }) => visits === 0)).toBe(true);
    },
  );

  it.each([
    ["an IPv6 address", line().replace("203.0.113.7", "2001:db8::7")],
    ["a user with a space in the name", line().replace("- li [", "- Li Na [")],
    ["quotes in the request", line({ request: String.raw`GET /en/?q=\"x\" HTTP/1.1` })],
    ["quotes in the browser's name", line({ agent: String.raw`Mozilla/5.0 \"x\" (Windows) Chrome/1` })],
    ["an end of line from Windows", `${line()}\r`],
    ["a host before the address", `www.example.com:443 ${line()}`],
    ["quotes as nginx escapes them", line({ agent: String.raw`Mozilla/5.0 \x22x\x22 (Windows) Chrome/1` })],
    [
      "quotes in every field",
      line({
        request: String.raw`GET /en/?q=\x22x\" HTTP/1.1`,
        referrer: String.raw`https://a.example/\"\x22`,
      }),
    ],
    [
      "quotes that nginx left as they were",
      line({ agent: 'Mozilla/5.0 "x" (Windows NT 10.0) "y" Chrome/1' }),
    ],
    ["a quote at the end of the browser's name", line({ agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/1 "' })],
    [
      "a backslash at the end of the browser's name",
      line({ agent: "Mozilla/5.0 (Windows NT 10.0) Chrome/1 \\" }),
    ],
    ["quotes in the referrer that nginx left", line({ referrer: 'https://a.example/?q="x"' })],
    [
      "the client's own address after the browser",
      `${line({ agent: 'Mozilla/5.0 "x" (Windows NT 10.0) Chrome/1' })} "198.51.100.1, 203.0.113.9"`,
    ],
    ["a bracket in the user's name", line().replace("- li [", String.raw`- \x22[li [`)],
    ["the mark of UTF-8 before it", `\u00ef\u00bb\u00bf${line()}`],
    ["no protocol", line({ request: "GET /en/policy/" })],
    ["HTTP/2.0", line({ request: "GET /en/policy/ HTTP/2.0" })],
    ["no size", line().replace(" 512 ", " - ")],
    ["a leap second", line({ time: "31/Dec/2026:23:59:60 +0000" })],
    ["29 February of a leap year", line({ time: "29/Feb/2028:12:00:00 +0545" })],
  ])("is read with %s", (_, text) => {
    expect(counted(text).kind).toBe("counted");
  });

  it.each([
    ["GET http://www.example.com/en/policy/", "/en/policy/"],
    ["GET HTTPS://WWW.Example.com:443/en/policy/?x#y", "/en/policy/"],
    ["GET http://example.com./en/policy/", "/en/policy/"],
    ["GET /en/p%6Flicy/", "/en/policy/"],
    ["GET /en/policy/#clause-3", "/en/policy/"],
    ["GET /en/x/../policy/", "/en/policy/"],
    [String.raw`GET /en/policy\x2F`, "/en/policy/"],
    ["GET /en/policy/2026-11-22/", "/en/policy/2026-11-22/"],
    ["GET /en/%70olicy/at/2026-12-01/", "/en/policy/at/…/"],
  ])("is a view of its page when it asks for it as %s", (request, page) => {
    expect(counted(line({ request: `${request} HTTP/1.1` })).values.page).toBe(page);
  });

  it.each([
    "GET http://proxy-check.example/ HTTP/1.1",
    "GET http://proxy-check.example/en/policy/ HTTP/1.1",
    "GET http://www.example.com.proxy-check.example/en/ HTTP/1.1",
    "GET http://www.example.com@proxy-check.example/en/ HTTP/1.1",
    "GET http:///en/policy/ HTTP/1.1",
    "GET //en/policy/ HTTP/1.1",
    "GET ///en/policy/ HTTP/1.1",
    "GET http://www.example.com//en/policy/ HTTP/1.1",
    "GET en/policy/ HTTP/1.1",
    "GET www.example.com/en/policy/ HTTP/1.1",
    "GET * HTTP/1.1",
    "CONNECT www.example.com:443 HTTP/1.1",
    "get /en/policy/ HTTP/1.1",
  ])("is no view when it asks for %s", (request) => {
    expect(counted(line({ request }))).toEqual({ kind: "other", values: {} });
  });

  it("finds its campaign however the link was written", () => {
    const request = "GET /en/policy/?a=1&UTM%5FSOURCE=Face%62ook HTTP/1.1";
    expect(counted(line({ request })).values.campaign).toBe("facebook");
  });

  it.each([
    ["robot", line({ agent: "Mozilla/5.0 (compatible; Googlebot/2.1)" })],
    ["robot", line({ agent: "-" })],
    ["staff", line({ request: "GET /staff/inbox/ HTTP/2.0" })],
    ["staff", line({ request: "GET /st%61ff/inbox/ HTTP/2.0" })],
  ])("is a reason of its own when it is no view: %s", (reason, text) => {
    expect(counted(text)).toEqual({ kind: "not-counted", values: { "not-counted": reason } });
  });

  it("is an error of its hour when it was answered with one", () => {
    expect(counted(line({ status: 404 }))).toEqual({
      kind: "not-counted",
      values: { "not-counted": "error", error: "4xx 09" },
    });
  });

  it.each([
    ["a file", line({ request: "GET /_astro/page.css HTTP/1.1" })],
    ["a form that was sent", line({ request: "POST /en/contact/ HTTP/1.1" })],
    ["a redirect", line({ status: 301 })],
    ["nothing at all", line({ request: "-", status: 408 })],
    ["no HTTP", line({ request: "\\x16\\x03\\x01\\x02", status: 400 })],
  ])("is no page when it is %s", (_, text) => {
    expect(counted(text)).toEqual({ kind: "other", values: {} });
  });

  it.each([
    ["", ""],
    ["a sentence", "error: cannot open log"],
    ["the common format", '203.0.113.7 - - [01/Dec/2026:01:30:00 +0000] "GET / HTTP/1.1" 200 512'],
    ["a day that is none", line({ time: "99/Dec/2026:01:30:00 +0000" })],
    ["31 November", line({ time: "31/Nov/2026:01:30:00 +0000" })],
    ["29 February of another year", line({ time: "29/Feb/2027:01:30:00 +0000" })],
    ["a year before there were any", line({ time: "01/Dec/0000:01:30:00 +0000" })],
    ["day 0", line({ time: "00/Dec/2026:01:30:00 +0000" })],
    ["no month", line({ time: "01/Foo/2026:01:30:00 +0000" })],
    ["hour 24", line({ time: "01/Dec/2026:24:00:00 +0000" })],
    ["minute 60", line({ time: "01/Dec/2026:01:60:00 +0000" })],
    ["second 61", line({ time: "01/Dec/2026:01:30:61 +0000" })],
    ["no zone on Earth", line({ time: "01/Dec/2026:01:30:00 +9900" })],
    ["JSON", '{"ts":1796088600,"request":{"method":"GET","uri":"/en/"},"status":200}'],
    ["a time without a zone", line({ time: "01/Dec/2026:01:30:00" })],
  ])("is refused when it is %s", (_, text) => {
    expect(counted(text)).toEqual({ kind: "refused", values: {} });
  });

  it("is read on the organization's day, whatever the zone it was written in", () => {
    const counter = new LogCounter(site);
    counter.add(line({ time: "30/Nov/2026:23:59:59 -0500" }));
    counter.add(line({ time: "01/Dec/2026:00:00:00 +0800" }));
    expect(new Set(counter.cells().map(({ day }) => day))).toEqual(new Set(["2026-12-01"]));
  });

  it("is left out from the day on which the site counted itself", () => {
    expect(new LogCounter({ ...site, before: "2026-12-01" }).add(line())).toBe("other");
    expect(new LogCounter({ ...site, before: "2026-12-02" }).add(line())).toBe("counted");
  });
});
