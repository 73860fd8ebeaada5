import { addBatch, sweepDays } from "../../worker/visits/counting/daily-cells.ts";
import { readPeriod } from "../../worker/visits/figures/reading.ts";
import { comparedWith, periodOf, statisticsOf } from "../../worker/visits/figures/statistics.ts";
import { medianOf, type Result } from "../result.ts";
import { benchDatabase } from "./database.ts";
import { viewsOver } from "./sample.ts";

const until = new Date("2026-12-17T04:00:00Z");
const today = "2026-12-17";

/** The dashboard of 12 months after 100,000 and after 1,000,000 views over two years. */
export async function* reading(): AsyncGenerator<Result> {
  const few = await dashboardAfter(100_000);
  const many = await dashboardAfter(1_000_000);
  yield { name: "dashboard of 12 months: round trips to D1", value: many.batches, unit: "" };
  yield { name: "dashboard of 12 months after 100,000 views: rows read", value: few.rows, unit: "rows" };
  yield { name: "dashboard of 12 months after 1,000,000 views: rows read", value: many.rows, unit: "rows" };
  yield { name: "dashboard of 12 months after 1,000,000 views", value: many.ms, unit: "ms" };
  yield { name: "the same for one page, with its hours: rows read", value: many.pageRows, unit: "rows" };
  yield { name: "the same for one page, with its hours", value: many.pageMs, unit: "ms" };
}

async function dashboardAfter(views: number) {
  const days = [...viewsOver(730, views, until)];
  await using database = await benchDatabase();
  for (const [index, cells] of days.entries()) await addBatch(database.db, 0, index + 1, cells, until);
  await sweepDays(database.db, today, undefined);
  const show = async (page: string | undefined) => {
    const only = page === undefined ? undefined : { by: "page" as const, value: page };
    const { period, preset } = periodOf({ period: "12-months" }, today, undefined);
    const reading = { period, ...comparedWith(period, undefined), smallestGroup: 5, only, withHours: true };
    const released = await readPeriod(database.db, reading);
    return statisticsOf(released, { period, preset, only, today }, 5);
  };
  const workOf = async (page: string | undefined) => {
    const before = { ...database.work };
    await show(page);
    const { rowsRead, batches, ms } = database.work;
    return { rows: rowsRead - before.rowsRead, batches: batches - before.batches, ms: ms - before.ms };
  };
  const msOf = async (page: string | undefined) => {
    const times: number[] = [];
    for (let time = 0; time < 15; time += 1) times.push((await workOf(page)).ms);
    return medianOf(times);
  };
  const { rows, batches } = await workOf(undefined);
  const { rows: pageRows } = await workOf("/en/policy/");
  return { rows, batches, ms: await msOf(undefined), pageRows, pageMs: await msOf("/en/policy/") };
}
