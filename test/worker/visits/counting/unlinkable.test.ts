import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { cellsOf, mergeCells } from "../../../../worker/visits/counting/cells.ts";
import { type Cell, type Indicator, indicators } from "../../../../worker/visits/counting/counts.ts";
import { cell, chrome, place, seen } from "../../../fixtures/visit.ts";

const at = new Date("2026-12-01T01:30:00Z");

/**
 * Every table of a counter with every row, in stored order, without random calls and times. Batch numbers start at the
 * time of the first.
 */
const held = (shard: string) =>
  runInDurableObject(env.VISITS.getByName(shard), (_, { storage }) => {
    const names = storage.sql
      .exec<{ name: string }>(
        "select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\'",
      )
      .toArray()
      .map(({ name }) => name);
    return names.sort().map((name) => {
      const rows = storage.sql.exec(`select rowid, * from ${name} order by rowid`).toArray();
      return { name, rows: rows.map((row) => untimed(row)) };
    });
  });

const timed = new Set(["calls", "closed_at", "sequence", "seq"]);

function untimed(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !timed.has(column)));
}

const inD1 = async () => {
  const { results } = await env.DB.prepare("select * from visit_cells").all();
  await env.DB.exec("delete from visit_cells; delete from visit_shards");
  return results;
};

/** Everything that exists after some views: while they wait, while D1 is away, and after they have moved. */
async function traces(shard: string, views: readonly (readonly Cell[])[]) {
  const stub = env.VISITS.getByName(shard);
  for (const cells of views)
    await stub.record({ call: crypto.randomUUID(), requests: 1, cells: mergeCells(cells) });
  const waiting = await held(shard);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await env.DB.exec("alter table visit_cells rename to away");
  await runDurableObjectAlarm(stub);
  const closed = await held(shard);
  await env.DB.exec("alter table away rename to visit_cells");
  await runDurableObjectAlarm(stub);
  return { waiting, closed, moved: await held(shard), cells: await inD1() };
}

describe("two people with other addresses and versions of the same browser", () => {
  const viewsOf = (headers: Record<string, string>) =>
    ["", "policy/", "contact/", "sent/M-1234/", "no-such-page/"].map((path) =>
      cellsOf(seen(headers, { url: `https://www.example.com/en/${path}` }), at, place),
    );

  it("leave the same bytes in the counter and in D1, for every indicator", async () => {
    const first = await traces(
      "1",
      viewsOf({
        "user-agent": chrome("138.0.7204.101"),
        "accept-language": "zh-CN,zh;q=0.9",
        "cf-connecting-ip": "203.0.113.7",
        cookie: "id=1",
        referer: "https://search.example/?q=one",
      }),
    );
    const second = await traces(
      "2",
      viewsOf({
        "user-agent": chrome("121.0.1.2").replace("NT 10.0", "NT 6.1"),
        "accept-language": "zh-TW",
        "cf-connecting-ip": "2001:db8::1",
        "x-forwarded-for": "198.51.100.9",
        cookie: "id=2",
        referer: "https://www.search.example/other?q=two",
      }),
    );
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    const counted = new Set(first.cells.map(({ indicator }) => indicator));
    for (const indicator of Object.keys(indicators).filter((name) => name !== "form" && name !== "error"))
      expect(counted).toContain(indicator);
    expect(first.moved.find(({ name }) => name === "pending")?.rows).toEqual([]);
    expect(first.moved.find(({ name }) => name === "batches")?.rows).toEqual([]);
  });
});

describe("a few people whose pages, countries, browsers and all else are dealt out anew", () => {
  const names = Object.keys(indicators) as Indicator[];
  const people = 4;
  /** For each indicator, which person has which of its values, as a permutation. */
  const deal = fc.tuple(
    ...names.map(() => fc.shuffledSubarray([0, 1, 2, 3], { minLength: people, maxLength: people })),
  );
  const viewsOf = (dealt: readonly (readonly number[])[]) =>
    Array.from({ length: people }, (_, person) =>
      names.map((name, index) => cell(name, `${name} ${dealt[index]?.[person]}`, 1, 1)),
    );

  it("leave the same bytes everywhere: no table, row or order says what came together", async () => {
    let shard = 10;
    const check = async (one: readonly number[][], other: readonly number[][]) => {
      const [first, second] = [
        await traces(`${shard++}`, viewsOf(one)),
        await traces(`${shard++}`, viewsOf(other)),
      ];
      expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    };
    const property = fc.asyncProperty(deal, deal, check);
    const { failed, counterexample } = await fc.check(property, {
      numRuns: 12,
      endOnFailure: true,
    });
    expect(failed, JSON.stringify(counterexample)).toBe(false);
  });
});
