import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { cellsOf, mergeCells } from "../../../../worker/visits/counting/cells.ts";
import { type Cell, indicators } from "../../../../worker/visits/counting/counts.ts";
import { place, seen } from "../../../fixtures/visit.ts";

const at = new Date("2026-12-01T01:30:00Z");
const counter = (shard: number) => env.VISITS.getByName(String(shard));

describe("a hundred thousand views with made-up paths, referrers and campaigns", () => {
  it.each([1, 3])(
    "leave as many rows as the caps allow and lose none, in %i shards",
    async (shards) => {
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
          const shard = counter((view / 5000) % 2 < 1 ? 0 : Math.floor(view / 5000) % shards);
          await shard.record({ call: String(view), requests: 5000, cells: mergeCells(handed) });
          await shard.flush();
          handed = [];
        }
      }
      const { results } = await env.DB.prepare(
        "select indicator, count(*) as rows, sum(views) as views from visit_cells group by indicator",
      ).all<{ indicator: keyof typeof indicators; rows: number; views: number }>();
      expect(results.length).toBeGreaterThan(8);
      for (const { indicator, rows, views: counted } of results) {
        expect(counted).toBe(views);
        // One row more, for “other” itself.
        expect(rows).toBeLessThanOrEqual(indicators[indicator].cap + 1);
      }
      expect(results.find(({ indicator }) => indicator === "page")?.rows).toBe(1);
      expect(results.find(({ indicator }) => indicator === "referrer")?.rows).toBe(101);
    },
    120_000,
  );
});
