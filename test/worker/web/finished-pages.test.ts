import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { beforeEach, describe, expect, it } from "vitest";
import type { AppEnv } from "../../../worker/web/app.ts";
import { finishedPage } from "../../../worker/web/finished-pages.ts";
import { firstSight } from "../../../worker/web/first-sight.ts";
import { secured } from "../../../worker/web/headers.ts";

const needed = "p{color:red}";
const sheet = `${needed}.aaaa{color:blue}`;
/** SHA-256 of what the page needs of it, base64. */
const hash = "sha256-p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64=";
const linking = '<html lang="en"><link rel="stylesheet" href="/_astro/styles.css"><p>A page</p>';
const containing = `<html data-newcomer lang="en"><style>${needed}</style><p>A page</p>`;
const from = new Date("2026-12-31T15:59:00Z");
const until = new Date("2026-12-31T16:00:00Z");

let made: number;
let status: number;
let padding: string;
let at: Date;
let key: string;
beforeEach(() => {
  [made, status, at, padding] = [0, 200, from, ""];
  // An isolate keeps the pages of other tests.
  key = crypto.randomUUID();
});

const app = new Hono<AppEnv>()
  .use(secured, firstSight)
  .get("/finished/", (c) =>
    finishedPage(c, key, at, async () => {
      made += 1;
      const headers = { "content-type": "text/html; charset=utf-8", etag: 'W/"1"' };
      return { answer: new Response(linking + padding, { status, headers }), until };
    }),
  )
  .get("/made-each-time/", (c) => c.html(linking));

const ASSETS = { fetch: async () => new Response(sheet) };
const ask = (path: string, site = "same-origin") =>
  app.request(
    path,
    { headers: { "sec-fetch-dest": "document", "sec-fetch-site": site, cookie: "session=somebody" } },
    { ...env, ASSETS } as unknown as Env,
  );

describe("a finished page", () => {
  it("is made once and kept until one millisecond before it changes", async () => {
    expect(await (await ask("/finished/")).text()).toBe(linking);
    at = new Date(until.getTime() - 1);
    expect((await ask("/finished/")).headers.get("etag")).toBe('W/"1"');
    expect(made).toBe(1);
    at = until;
    await ask("/finished/");
    expect(made).toBe(2);
  });

  it("is made anew for an instant before the one it was made for", async () => {
    await ask("/finished/");
    at = new Date(from.getTime() - 1);
    await ask("/finished/");
    expect(made).toBe(2);
  });

  it("is not kept when it was answered with an error", async () => {
    status = 404;
    expect((await ask("/finished/")).status).toBe(404);
    status = 200;
    expect((await ask("/finished/")).status).toBe(200);
    expect(made).toBe(2);
  });

  it("makes room for others when an isolate has 8 MB of them, the one asked for least recently first", async () => {
    const [mine, lately] = [key, crypto.randomUUID()];
    padding = " ".repeat(1_500_000);
    await ask("/finished/");
    key = lately;
    await ask("/finished/");
    for (let other = 0; other < 4; other += 1) {
      key = crypto.randomUUID();
      await ask("/finished/");
      key = lately;
      await ask("/finished/");
    }
    expect(made).toBe(6);
    key = mine;
    await ask("/finished/");
    expect(made).toBe(7);
    key = lately;
    await ask("/finished/");
    expect(made).toBe(7);
  });

  it("links to its style sheet when both would not pass a line that is cut after 16 KB", async () => {
    padding = [...crypto.getRandomValues(new Uint8Array(15_000))].map((byte) => `<p>${byte}</p>`).join("");
    const long = await ask("/finished/", "none");
    expect(await long.text()).toBe(linking.replace("<html", "<html data-newcomer") + padding);
    expect(long.headers.get("content-security-policy")).toContain("style-src 'self';");
    key = crypto.randomUUID();
    padding = "<p>The same again.</p>".repeat(5_000);
    expect(await (await ask("/finished/", "none")).text()).toBe(containing + padding);
  });

  it("contains what it needs of its style sheet, by its hash, for whoever comes from elsewhere, and no other inline style is let in", async () => {
    for (const time of [1, 2]) {
      const answer = await ask("/finished/", "none");
      expect(await answer.text(), `time ${time}`).toBe(containing);
      expect(answer.headers.get("content-security-policy")).toContain(`style-src 'self' '${hash}';`);
      expect(answer.headers.get("etag")).toBe('W/"1-newcomer"');
    }
    const within = await ask("/finished/");
    expect(await within.text()).toBe(linking);
    expect(within.headers.get("content-security-policy")).toContain("style-src 'self';");
    expect(within.headers.get("vary")).toBe("sec-fetch-site, sec-fetch-dest");
    expect(made).toBe(2);
  });
});

describe("a page that is made for each request", () => {
  it("contains what it needs of its style sheet for whoever comes from elsewhere, and links to it within the site", async () => {
    const first = await ask("/made-each-time/", "cross-site");
    expect(await first.text()).toBe(containing);
    expect(first.headers.get("content-security-policy")).toContain(`style-src 'self' '${hash}';`);
    expect(await (await ask("/made-each-time/")).text()).toBe(linking);
  });
});
