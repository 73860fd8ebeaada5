import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import { indicators } from "../../../../worker/visits/counting/counts.ts";
import { addBatch } from "../../../../worker/visits/counting/daily-cells.ts";
import { sweepVisits } from "../../../../worker/visits/counting/sweep.ts";
import { statisticsAt } from "../../../../worker/visits/figures/loading.ts";
import { addDays } from "../../../../worker/web/days.ts";
import { cell } from "../../../fixtures/visit.ts";

const today = "2026-12-16";
const names = Object.keys(indicators) as (keyof typeof indicators)[];

/** How many rows of D1 a dashboard of twelve months reads, in one trip, after this many views of each value a day. */
async function rowsReadAfter(views: number): Promise<number> {
  const [version] = versions;
  if (!version) throw new Error("no version is published");
  await env.DB.exec("delete from visit_cells; delete from visit_months; delete from visit_shards");
  const cells = Array.from({ length: 40 }, (_, ago) =>
    names.flatMap((name) =>
      ["one", "other"].map((value) => ({ ...cell(name, value, views), day: addDays(today, -ago) })),
    ),
  );
  await addBatch(env.DB, 0, 1, cells.flat(), new Date());
  await sweepVisits(env.DB, version.commitments, today);
  const batch = vi.spyOn(env.DB, "batch");
  await statisticsAt(env.DB, { period: "12-months" }, version.commitments, today, true);
  const trips = batch.mock.settledResults.map(({ value }) => value as D1Result[]);
  batch.mockRestore();
  expect(trips).toHaveLength(1);
  return trips.flat().reduce((sum, { meta }) => sum + meta.rows_read, 0);
}

it("is read by staff at the cost of its values and days, however many views there were", async () => {
  const few = await rowsReadAfter(1);
  expect(few).toBeGreaterThan(100);
  expect(await rowsReadAfter(100_000)).toBe(few);
});
