import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { cellsOf, mergeCells } from "../../../worker/visits/core.ts";
import { type Cell, indicators, type Tally } from "../../../worker/visits/schema.ts";
import { chrome, place, seen } from "../../fixtures/visit.ts";

const at = new Date("2026-12-01T01:30:00Z");
const counter = () => env.VISITS.getByName("0");

describe("a hundred thousand views with made-up paths, referrers and campaigns", () => {
  it("leave as many rows as the caps allow and lose none", async () => {
    const views = 100_000;
    let handed: Cell[] = [];
    for (let view = 0; view < views; view += 1) {
      const text = (view * 2_654_435_761).toString(36);
      const request = seen(
        { referer: `https://${text}.example/`, "accept-language": text.replace(/\d/g, "a").slice(0, 3) },
        {
          url: `https://www.example.com/en/${text}/?utm_source=c${text.replace(/\d/g, "")}`,
          country: text.slice(0, 2).toUpperCase(),
        },
      );
      handed.push(...cellsOf(request, at, place));
      if (view % 5000 === 4999) {
        await counter().record({ call: String(view), requests: 5000, cells: mergeCells(handed) });
        await counter().flush();
        handed = [];
      }
    }
    const { results } = await env.DB.prepare(
      "select indicator, count(*) as rows, sum(views) as views from visit_cells group by indicator",
    ).all<{ indicator: keyof typeof indicators; rows: number; views: number }>();
    expect(results.length).toBeGreaterThan(8);
    for (const { indicator, rows, views: counted } of results) {
      expect(counted).toBe(views);
      // One row more: “other” itself.
      expect(rows).toBeLessThanOrEqual(indicators[indicator].cap + 1);
    }
    expect(results.find(({ indicator }) => indicator === "page")?.rows).toBe(1);
    expect(results.find(({ indicator }) => indicator === "referrer")?.rows).toBe(101);
  }, 120_000);
});

describe("two people with other addresses and versions of the same browser", () => {
  /** Everything the counter and D1 hold after their views, but for the random calls and the time of the move. */
  const traces = async (shard: string, headers: Record<string, string>) => {
    const stub = env.VISITS.getByName(shard);
    for (const path of ["", "policy/", "contact/", "sent/M-1234/", "no-such-page/"]) {
      const request = seen(headers, { url: `https://www.example.com/en/${path}` });
      const tally: Tally = { call: crypto.randomUUID(), requests: 1, cells: cellsOf(request, at, place) };
      await stub.record(tally);
    }
    const held = () =>
      runInDurableObject(stub, (_, { storage }) => ({
        pending: storage.sql.exec("select cells from pending").toArray(),
        batches: storage.sql.exec("select * from batches").toArray(),
        places: storage.sql.exec("select * from known_values").toArray(),
        tables: storage.sql.exec("select name from sqlite_master order by name").toArray(),
      }));
    const waiting = await held();
    await runDurableObjectAlarm(stub);
    const moved = await held();
    const { results } = await env.DB.prepare("select * from visit_cells order by 1, 2, 3, 4").all();
    await env.DB.exec("delete from visit_cells");
    return { waiting, moved, cells: results };
  };

  it("leave the same bytes in the counter and in D1, for every indicator", async () => {
    const first = await traces("1", {
      "user-agent": chrome("138.0.7204.101"),
      "accept-language": "zh-CN,zh;q=0.9",
      "cf-connecting-ip": "203.0.113.7",
      cookie: "id=1",
      referer: "https://search.example/?q=one",
    });
    const second = await traces("2", {
      "user-agent": chrome("121.0.1.2").replace("NT 10.0", "NT 6.1"),
      "accept-language": "zh-TW",
      "cf-connecting-ip": "2001:db8::1",
      "x-forwarded-for": "198.51.100.9",
      cookie: "id=2",
      referer: "https://www.search.example/other?q=two",
    });
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    const counted = new Set(first.cells.map(({ indicator }) => indicator));
    for (const indicator of Object.keys(indicators).filter((name) => name !== "form"))
      expect(counted).toContain(indicator);
    expect(first.moved).toMatchObject({ pending: [], batches: [] });
  });
});
