import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { hereAt, today } from "../fixtures/content.ts";
import { chrome } from "../fixtures/visit.ts";
import { eventually, ownSite, rowsOf, send } from "./site.ts";

/** At noon, so that no day ends between two counts. */
const site = ownSite({ clockShiftMs: hereAt(today()).getTime() - Date.now() });
const browser = {
  "user-agent": chrome(),
  "accept-language": "ru",
  "sec-fetch-dest": "document",
  "sec-fetch-site": "none",
};

/** The day's counts, by indicator and value. */
async function counts(): Promise<Record<string, number>> {
  const rows = await rowsOf(site.server, "visit_cells");
  return Object.fromEntries(
    rows.map(({ indicator, value, views }) => [`${String(indicator)} ${String(value)}`, Number(views)]),
  );
}

/** What some requests add, once they and a last ordinary view are counted. */
async function added(requests: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await counts();
  await requests();
  // Requests are counted in order, so what is missing by now never comes.
  await fetch(`${site.url}/en/cookies/`, { headers: browser });
  const marker = "page /en/cookies/";
  const after = await eventually(async () => {
    const now = await counts();
    return (now[marker] ?? 0) > (before[marker] ?? 0) ? now : undefined;
  });
  const changes = Object.entries(after).map(([name, views]) => [name, views - (before[name] ?? 0)] as const);
  return Object.fromEntries(changes.filter(([, views]) => views !== 0));
}

const open = (headers: Record<string, string>, path = "/en/partners/") =>
  fetch(`${site.url}${path}`, { headers: { ...browser, ...headers } });

describe("a request that is not somebody opening a page", () => {
  test.each([
    ["asks for the head only", () => fetch(`${site.url}/en/partners/`, { method: "HEAD", headers: browser })],
    ["asks for a file", () => open({}, "/favicon.svg")],
    ["asks for a feed", () => open({}, "/en/policy/feed.xml")],
    [
      "asks for a file that has not changed",
      async () => {
        const first = await open({}, "/en/policy/feed.xml");
        await open({ "if-none-match": first.headers.get("etag") ?? "" }, "/en/policy/feed.xml");
      },
    ],
  ])("that %s adds nothing", async (_, ask) => {
    const changes = await added(ask);
    expect(changes["total all"]).toBe(1);
    expect(Object.keys(changes).filter((name) => name.startsWith("not-counted"))).toEqual([]);
  });

  test.each([
    ["a speculation rule", { "sec-purpose": "prefetch", "sec-speculation-tags": "null" }],
    ["prerendering", { "sec-purpose": "prefetch;prerender" }],
  ])("is one more “prefetch” when it is %s, and a view only if it is asked for again", async (_, headers) => {
    const changes = await added(() => open(headers));
    expect(changes).toMatchObject({ "not-counted prefetch": 1, "total all": 1 });
    expect(changes).not.toHaveProperty("page /en/partners/");
  });

  test.each([
    ["two destinations", { "sec-fetch-dest": "document, document" }],
    ["a destination in capitals", { "sec-fetch-dest": "DOCUMENT" }],
    ["a frame", { "sec-fetch-dest": "iframe" }],
  ])("is “no navigation headers” with %s", async (_, headers) => {
    const changes = await added(() => open(headers));
    expect(changes).toMatchObject({ "not-counted no-navigation-headers": 1, "total all": 1 });
  });
});

describe("somebody who opens a page", () => {
  test("is counted when the browser's own copy is still right: the answer is 304 and names no type", async () => {
    let etag = "";
    await added(async () => {
      etag = (await fetch(`${site.url}/en/`, { headers: browser })).headers.get("etag") ?? "";
    });
    const ask = async () => expect(await openRaw({ "if-none-match": etag }, "/en/")).toBe(304);
    expect((await added(ask))["page /en/"]).toBe(1);
  });

  test("is counted once when a part is asked for: the whole page is answered", async () => {
    const changes = await added(() => open({ range: "bytes=0-10" }));
    expect(changes["page /en/partners/"]).toBe(1);
  });

  test("with a made-up Sec-Fetch-Site is a visit, as from any site that is not this one", async () => {
    await added(() => open({ "sec-fetch-site": "my-own-site" }));
    const row = (await rowsOf(site.server, "visit_cells")).find(({ value }) => value === "/en/partners/");
    expect(row?.visits).toBe(row?.views);
  });

  test("has the country that the network names, never one that the request does", async () => {
    const headers = { "cf-ipcountry": "IS", "cf-connecting-ip": "203.0.113.7", "cf-ipcity": "Akureyri" };
    const changes = await added(() => open(headers));
    expect(changes["country unknown"]).toBe(2);
    expect(JSON.stringify(await rowsOf(site.server, "visit_cells"))).not.toMatch(/203\.|Akureyri|"IS"/);
  });

  test("leaves no more of a referrer of 10 KB than its host", async () => {
    const changes = await added(() => open({ referer: `https://search.example/?q=${"x".repeat(10_000)}` }));
    expect(changes["referrer search.example"]).toBe(1);
  });

  test("may send bytes that are no text", async () => {
    const changes = await added(() =>
      openRaw({ referer: "https://\xff\xfe.example/", "accept-language": "\xff" }),
    );
    expect(changes["page /en/partners/"]).toBe(1);
    expect(changes["language unknown"]).toBe(1);
  });

  test("and sends a form adds what became of it, and no view for the form that comes back", async () => {
    const sameSite = { ...browser, "sec-fetch-site": "same-origin" };
    const changes = await added(async () => {
      const refused = await send(`${site.url}/en/contact/`, { message: "no ticket" }, sameSite);
      expect(refused.status).toBe(422);
      expect(refused.headers.get("content-type")).toContain("text/html");
    });
    expect(changes).toMatchObject({ "form contact refused": 1, "total all": 1 });
    expect(changes).not.toHaveProperty("page /en/contact/");
  });
});

/** Opens a page with headers that fetch would refuse or change. Gives the status. */
function openRaw(headers: Record<string, string>, path = "/en/partners/"): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${site.url}${path}`, { headers: { ...browser, ...headers } }, (answer) => {
      answer.on("end", () => resolve(answer.statusCode)).resume();
    });
    sent.on("error", reject).end();
  });
}
