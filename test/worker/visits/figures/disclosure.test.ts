import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import type { Cell } from "../../../../worker/visits/counting/counts.ts";
import { addBatch } from "../../../../worker/visits/counting/daily-cells.ts";
import { sweepVisits } from "../../../../worker/visits/counting/sweep.ts";
import type { Period } from "../../../../worker/visits/figures/periods.ts";
import { periodBefore, yearBefore } from "../../../../worker/visits/figures/periods.ts";
import { readPeriod } from "../../../../worker/visits/figures/reading.ts";
import { addDays } from "../../../../worker/web/days.ts";
import { cell } from "../../../fixtures/visit.ts";

const first = "2026-09-20";
const length = 60;
const pages = ["/en/", "/en/policy/", "/en/contact/"];

/** Views of each page on each day, mostly very few. */
const views = fc.array(fc.tuple(...pages.map(() => fc.nat({ max: 7 }))), {
  minLength: length,
  maxLength: length,
});
const periods = fc.array(
  fc.tuple(fc.nat({ max: length - 1 }), fc.nat({ max: length - 1 })).map(([a, b]): Period => {
    const [from, to] = a < b ? [a, b] : [b, a];
    return { from: addDays(first, from), to: addDays(first, to) };
  }),
  { minLength: 6, maxLength: 6 },
);

/** Every figure that a period shows, by what it measures. */
async function shown(period: Period, smallestGroup: number): Promise<Map<string, number>> {
  const figures = new Map<string, number>();
  for (const page of [undefined, ...pages]) {
    const reading = { period, before: periodBefore(period), yearBefore: yearBefore(period) };
    const only = page === undefined ? undefined : { by: "page" as const, value: page };
    const released = await readPeriod(env.DB, { ...reading, smallestGroup, only, withHours: true });
    for (const [indicator, rows] of released.rows)
      for (const row of rows) figures.set(`${indicator} ${row.value}`, row.views);
    for (const day of released.days) figures.set(`${page} ${day.day}`, day.views);
    for (const hour of released.hours) figures.set(`${page} ${hour.value}`, hour.views);
    figures.set(`${page} before`, released.before.views);
    figures.set(`${page} a year before`, released.yearBefore.views);
  }
  return figures;
}

/** The days on which each full group of a value filled, computed view by view and month by month. */
function groupDays(counts: readonly number[], size: number): string[] {
  const days: string[] = [];
  let waiting = 0;
  for (const [index, count] of counts.entries()) {
    const day = addDays(first, index);
    if (day.endsWith("-01")) waiting = 0;
    for (let view = 0; view < count; view += 1) {
      waiting = (waiting + 1) % size;
      if (waiting === 0) days.push(day);
    }
  }
  return days;
}

function cellsOf(counts: readonly (readonly number[])[]): Cell[] {
  return counts.flatMap((ofDay, index) => {
    const day = addDays(first, index);
    const all = ofDay.reduce((sum, count) => sum + count, 0);
    return [
      { ...cell("total", "all", all), day },
      ...pages.flatMap((page, at) => [
        { ...cell("page", page, ofDay[at] ?? 0), day },
        { ...cell("hour", `${page} 09`, ofDay[at] ?? 0), day },
      ]),
    ];
  });
}

/** Fails unless every figure consists of the full groups that filled within the period. */
function expectGroups(
  figures: ReadonlyMap<string, number>,
  counts: readonly (readonly number[])[],
  { from, to }: Period,
  size: number,
): void {
  for (const [at, page] of pages.entries()) {
    const ofPage = counts.map((ofDay) => ofDay[at] ?? 0);
    const filled = groupDays(ofPage, size).filter((day) => day >= from && day <= to);
    expect(figures.get(`page ${page}`) ?? 0).toBe(filled.length * size);
    expect(figures.get(`${page} 09`) ?? 0).toBe(filled.length * size);
    for (const [day, groups] of Map.groupBy(filled, (day) => day))
      expect(figures.get(`${page} ${day}`)).toBe(groups.length * size);
  }
}

/** Fails when two figures differ by less than a group, but differ. */
function expectNoSmallDifference(figures: readonly number[], size: number): void {
  const distinct = [...new Set(figures)];
  for (const one of distinct)
    for (const other of distinct) expect(one === other || Math.abs(one - other) >= size).toBe(true);
}

describe("what statistics show", () => {
  it("is full groups that are the same in every period, so no subtraction is about fewer", async () => {
    expect.hasAssertions();
    const [version] = versions;
    if (!version) throw new Error("no version is published");
    const check = async (
      counts: readonly (readonly number[])[],
      asked: readonly Period[],
      size: number,
      swept: boolean,
    ) => {
      await env.DB.exec("delete from visit_cells; delete from visit_months; delete from visit_shards");
      await addBatch(env.DB, 0, 1, cellsOf(counts), new Date());
      if (swept) await sweepVisits(env.DB, version.commitments, addDays(first, length));
      const all: number[] = [];
      for (const period of asked) {
        const figures = await shown(period, size);
        expectGroups(figures, counts, period, size);
        all.push(...figures.values());
      }
      expectNoSmallDifference(all, size);
    };
    const size = fc.integer({ min: 2, max: 7 });
    const property = fc.asyncProperty(views, periods, size, fc.boolean(), check);
    const { failed, counterexample } = await fc.check(property, { numRuns: 10, endOnFailure: true });
    expect(failed, JSON.stringify(counterexample)).toBe(false);
  });

  it("never names a value that was seen fewer times than a group has, however long it is looked at", async () => {
    const days = Array.from({ length: 30 }, (_, index) => addDays("2026-11-01", index));
    const rare = days.slice(0, 4).map((day) => ({ ...cell("country", "IS"), day }));
    const common = days.map((day) => ({ ...cell("country", "CN", 3), day }));
    await addBatch(env.DB, 0, 1, [...rare, ...common], new Date());
    const reading = {
      before: { from: "2026-10-01", to: "2026-10-30" },
      only: undefined,
      withHours: true,
      smallestGroup: 5,
    };
    for (const from of days) {
      const period = { from, to: "2026-11-30" };
      const { rows } = await readPeriod(env.DB, { ...reading, period, yearBefore: reading.before });
      expect(rows.get("country")?.map(({ value }) => value)).not.toContain("IS");
    }
  });
});
