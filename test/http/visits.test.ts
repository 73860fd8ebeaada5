import { describe, expect, test } from "vitest";
import { valueName } from "../../site/value-names.ts";
import { textsIn } from "../../worker/texts/texts.ts";
import { type Indicator, indicators, type Reason } from "../../worker/visits/counting/counts.ts";
import { firstVersion } from "../fixtures/content.ts";
import { eventually, ownSite, rowsOf } from "./site.ts";

/** Both sites' clocks start ten minutes into an hour, so that no hour ends between two visits. */
const hour = 60 * 60 * 1000;
const clockShiftMs = hour - (Date.now() % hour) + 10 * 60 * 1000;
const one = ownSite({ clockShiftMs });
const other = ownSite({ clockShiftMs });
const { signals, smallestGroup } = firstVersion.commitments;

/** How a browser says that it wants nobody to be counted. */
const optOut = { gpc: { "sec-gpc": "1" }, dnt: { dnt: "1" } } as const;

/** What is not counted, by the reason that it adds to. */
const uncounted: [string, Record<string, string>][] = [
  ...signals.map((signal): [string, Record<string, string>] => ["opted-out", optOut[signal]]),
  ["prefetch", { "sec-purpose": "prefetch;prerender" }],
  ["robot", { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" }],
  ["no-navigation-headers", { "sec-fetch-dest": "" }],
];

/** Two people with the same families of browsers, in other versions and at other addresses. */
const people = [
  {
    "user-agent":
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    "cf-connecting-ip": "203.0.113.7",
    "x-forwarded-for": "203.0.113.7",
    cookie: "id=1",
  },
  {
    "user-agent":
      "Mozilla/5.0 (Windows NT 11.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.7000.2 Safari/537.36",
    "cf-connecting-ip": "2001:db8::1",
    "x-forwarded-for": "198.51.100.9",
    cookie: "id=2",
  },
];

describe("a visit", () => {
  test("leaves the same rows whoever came: nothing about a person can be stored", async () => {
    const pages = [
      "/en/",
      "/en/policy/",
      "/en/contact/",
      `/en/policy/${firstVersion.date}/`,
      "/en/statistics/",
    ];
    for (const path of pages) {
      await visit(`${one.url}${path}`, people[0]);
      await visit(`${other.url}${path}`, people[1]);
    }
    const first = await cellsOnce(one, pages.length);
    expect(await cellsOnce(other, pages.length)).toEqual(first);
    expect(first.length).toBeGreaterThan(pages.length);
    expect(JSON.stringify(first)).not.toMatch(/203\.|198\.|2001|141|149|id=/);
  });

  test("is shown on the statistics page in full groups", async () => {
    for (let times = 0; times <= smallestGroup; times += 1) await visit(`${one.url}/en/partners/`, people[0]);
    await eventually(
      async () => (await total(one, "page", "/en/partners/")) === smallestGroup + 1 || undefined,
    );
    const page = async () => (await fetch(`${one.url}/en/statistics/`)).text();
    expect(await page()).not.toContain("Partners (English)</th>");
    // What was counted today is shown tomorrow.
    await one.server.db.prepare("update visit_cells set day = date(day, '-1 day')").run();
    const html = await page();
    expect(html).toMatch(
      new RegExp(`Partners \\(English\\)</th>\\s*<td[^>]*><span[^>]*>${smallestGroup}</span></td>`),
    );
    expect(html).not.toContain(`${valueName("page", `/en/policy/${firstVersion.date}/`, "en")}</th>`);
  });

  test.each(uncounted)("is not counted but adds to its reason: %s", async (reason, headers) => {
    const before = await total(other, "not-counted", reason);
    const views = await total(other, "page");
    await visit(`${other.url}/en/`, { ...people[0], ...headers });
    await eventually(async () =>
      (await total(other, "not-counted", reason)) === before + 1 ? true : undefined,
    );
    expect(await total(other, "page")).toBe(views);
  });

  test.each([
    ["a visit", {}],
    ["a view that comes from this site", { "sec-fetch-site": "same-origin" }],
    ["a visit from a campaign elsewhere", { referer: "https://www.search.example/x" }, "?utm_source=spring"],
    ["not counted", { "sec-gpc": "1" }],
  ])("that is %s sees exactly what it adds to the database", async (_, headers, query = "") => {
    const before = await amounts(other);
    const html = await (
      await visit(`${other.url}/en/statistics/${query}`, { ...people[0], ...headers })
    ).text();
    const added = await eventually(async () => {
      const differences = [...(await amounts(other))].map(([cell, [views, visits]]) => {
        const [viewsBefore, visitsBefore] = before.get(cell) ?? [0, 0];
        return [...cell.split("\n"), views - viewsBefore, visits - visitsBefore];
      });
      const changed = differences.filter(([, , views]) => views !== 0);
      return changed.length > 0 ? changed : undefined;
    });
    expect(new Set(listed(html).map(String))).toEqual(new Set(added.map(String)));
  });

  test("is told every rule with its cap", async () => {
    const html = await (await visit(`${one.url}/en/statistics/`, { "sec-gpc": "1" })).text();
    for (const { cap } of Object.values(indicators))
      expect(html).toContain(`Most values a day: ${cap.toLocaleString("en")}<`);
    const named = signals.map((signal) => counting.signals[signal]);
    expect(html).toContain(new Intl.ListFormat("en", { type: "disjunction" }).format(named));
  });

  test("finds the pages of staff closed", async () => {
    for (const path of ["/staff/statistics/", "/staff/statistics.csv", "/staff/statistics.json"]) {
      const answer = await fetch(`${other.url}${path}`, { redirect: "manual" });
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location")).toMatch(/^\/en\/sign-in\/\?next=/);
    }
  });

  test("sets no cookie, runs no script and asks for nothing elsewhere", async () => {
    const answer = await visit(`${one.url}/en/policy/`, people[0]);
    const html = await answer.text();
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(html).not.toMatch(/<script(?! type="application\/ld\+json">)|<img|<iframe/);
  });
});

async function visit(url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    headers: { "sec-fetch-dest": "document", "sec-fetch-site": "none", "accept-language": "ru", ...headers },
  });
}

type Site = typeof one;

const { counting } = textsIn("en").visits;

/** Views and visits of each cell, under the words that the statistics page uses. */
async function amounts(site: Site): Promise<Map<string, [number, number]>> {
  const rows = await rowsOf(site.server, "visit_cells");
  return new Map(
    rows.map(({ indicator, value, views, visits }) => {
      const [name, of] = [indicator as Indicator | "not-counted", String(value)];
      const words =
        name === "not-counted"
          ? [counting.notCountedValue, counting.reasons[of as Reason]]
          : [counting.indicators[name].name, valueName(name, of, "en")];
      return [words.join("\n"), [Number(views), Number(visits)]];
    }),
  );
}

/** What the statistics page says its own request added. */
function listed(html: string): (string | number)[][] {
  const list = html.slice(html.indexOf('id="added"'), html.indexOf('id="how"'));
  const body = list.slice(list.indexOf("<tbody"));
  return [...body.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = ""]) => {
    const cells = [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) =>
      cell.replace(/<[^>]+>/g, ""),
    );
    const [name = "", value = "", views, visits = "0"] = cells;
    return [name, value, Number(views), Number(visits)];
  });
}

async function cellsOnce(site: Site, views: number): Promise<Record<string, unknown>[]> {
  await eventually(async () => ((await total(site, "page")) === views ? true : undefined));
  const { results } = await site.server.db
    .prepare("select * from visit_cells where indicator <> 'not-counted' order by day, indicator, value")
    .all<Record<string, unknown>>();
  return results;
}

async function total(site: Site, indicator: string, value?: string): Promise<number> {
  const row = await site.server.db
    .prepare("select sum(views) as views from visit_cells where indicator = ?1 and value = ifnull(?2, value)")
    .bind(indicator, value ?? null)
    .first<{ views: number | null }>();
  return row?.views ?? 0;
}
