import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { cellsOf, mergeCells } from "../../../../worker/visits/counting/cells.ts";
import { type Cell, indicators } from "../../../../worker/visits/counting/counts.ts";
import { place, seen } from "../../../fixtures/visit.ts";

const at = new Date("2026-12-01T01:30:00Z");
const counter = (shard: number) => env.VISITS.getByName(String(shard));

/** Many times as many as the widest indicator has places. */
const views = 20_000;

/** The views in twenty batches, as the isolate hands them over. Made once, because making them takes long. */
const batches: readonly Cell[][] = Array.from({ length: 20 }, (_, batch) =>
  mergeCells(
    Array.from({ length: views / 20 }, (__, view) => cellsOfView((batch * views) / 20 + view)).flat(),
  ),
);

function cellsOfView(view: number): Cell[] {
  const text = (view * 2_654_435_761).toString(36);
  const request = seen(
    { referer: `https://${text}.example/`, "accept-language": text.replace(/\d/g, "a").slice(0, 3) },
    {
      url: `https://www.example.com/en/${text}/?utm_source=c${text.replace(/\d/g, "")}`,
      country: text.slice(0, 2).toUpperCase(),
    },
  );
  return cellsOf(request, at, place);
}

describe("twenty thousand views with made-up paths, referrers and campaigns", () => {
  it.each([1, 3])("leave as many rows as the caps allow and lose none, in %i shards", async (shards) => {
    for (const [batch, cells] of batches.entries()) {
      const shard = counter(batch % 2 < 1 ? 0 : batch % shards);
      await shard.record({ call: String(batch), requests: views / 20, cells });
      await shard.flush();
    }
    const { results } = await env.DB.prepare(
      "select indicator, count(*) as rows, sum(views) as views from visit_cells group by indicator",
    ).all<{ indicator: keyof typeof indicators; rows: number; views: number }>();
    expect(results.length).toBeGreaterThan(8);
    for (const { indicator, rows, views: counted } of results) {
      expect(counted).toBe(views);
      // Two rows more: “other” and “none” need no place.
      expect(rows).toBeLessThanOrEqual(indicators[indicator].cap + 2);
    }
    expect(results.find(({ indicator }) => indicator === "page")?.rows).toBe(1);
    expect(results.find(({ indicator }) => indicator === "referrer")?.rows).toBe(101);
  });
});
