import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import organization from "../../../../content/organization.yaml";
import type { Cell } from "../../../../worker/visits/counting/counts.ts";
import { addBatch } from "../../../../worker/visits/counting/daily-cells.ts";
import type { Statistics } from "../../../../worker/visits/figures/figures.ts";
import { addDays, dayOf } from "../../../../worker/web/days.ts";
import { cell } from "../../../fixtures/visit.ts";
import { committed } from "../../committed.ts";
import { ask, lastShown } from "../../site.ts";

committed({ smallestGroup: 5 });

const today = dayOf(new Date(), organization.timeZone);
const yesterday = addDays(today, -1);

let sequence = 0;
const count = async (day: string, cells: readonly Cell[]) => {
  sequence += 1;
  await addBatch(
    env.DB,
    0,
    sequence,
    cells.map((one) => ({ ...one, day })),
    new Date(),
  );
};
const from = (host: string, views: number) => cell("referrer", host, views, views);
const everything = (views: number): Cell[] => [
  cell("total", "all", views, views),
  cell("page", "/en/order/", views, views),
  from("forum.friends.example", views),
  cell("campaign", "victim-example", views, views),
  cell("medium", "victim-medium", views, views),
  cell("campaign-name", "victim-name", views, views),
  cell("error", "5xx 03", views, 0),
  cell("hour", "/en/order/ 03", views, views),
  cell("language", "yi", views, views),
];

async function shownToAll(): Promise<Statistics> {
  await ask("/en/statistics/");
  return JSON.parse(lastShown())["page:/[lang]/statistics/"].statistics;
}

async function hostsOf(day: string): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "select value from visit_cells where indicator = 'referrer' and day = ?1",
  )
    .bind(day)
    .all<{ value: string }>();
  return results.map(({ value }) => value);
}

describe("the public page", () => {
  it("shows nothing of somebody whose view fills the group of an attacker's four", async () => {
    await count(today, everything(4));
    const before = await shownToAll();
    await count(today, everything(1));
    expect(await shownToAll()).toEqual(before);
  });

  it("names no site, campaign or language that somebody made up, on the next day either", async () => {
    await count(yesterday, [...everything(5), from("google.kz", 5), from("yandex.ru", 10), from("ya.ru", 5)]);
    const { tables, period, asOf, hours, errors } = await shownToAll();
    expect([hours, errors]).toEqual([[], []]);
    expect(period.to).toBe(yesterday);
    expect(asOf).toBeUndefined();
    expect(tables.page.rows).toMatchObject([{ value: "/en/order/", views: 5 }]);
    expect(tables.referrer.rows.map(({ value, views }) => [value, views])).toEqual([
      ["Yandex", 15],
      ["Google", 5],
    ]);
    expect(JSON.stringify(tables)).not.toMatch(/friends|victim|yi"/);
  });
});

describe("two hundred and twenty made-up hosts", () => {
  const junk = Array.from({ length: 220 }, (_, place) => from(`junk${place}.example`, 1));

  it("take no place of a site that many people come from, or that people came from before", async () => {
    await count(yesterday, [from("bazaar.example", 5)]);
    for (let sent = 0; sent < junk.length; sent += 20) await count(today, junk.slice(sent, sent + 20));
    await count(today, [from("baidu.com", 1), from("bazaar.example", 1), from("nobody.knows.example", 1)]);
    const hosts = await hostsOf(today);
    expect(hosts).toContain("baidu.com");
    expect(hosts).toContain("bazaar.example");
    expect(hosts).not.toContain("nobody.knows.example");
    expect(hosts.filter((host) => host.startsWith("junk"))).toHaveLength(100);
  });
});
