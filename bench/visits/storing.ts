import { mergeCells } from "../../worker/visits/counting/cells.ts";
import { addBatch } from "../../worker/visits/counting/daily-cells.ts";
import type { Result } from "../result.ts";
import { benchDatabase } from "./database.ts";
import { seeded, viewCells, viewsOver } from "./sample.ts";

const at = new Date("2026-12-01T04:00:00Z");

/** Rows that a move to D1 writes, at two rates, and the size of a database after a million views. */
export async function* storing(): AsyncGenerator<Result> {
  yield await rowsAt("rows written a view at 500 views a second, moved each minute", 500 * 60, 4);
  yield await rowsAt("rows written a view at one a minute, moved each quarter of an hour", 15, 40);
  const days = [...viewsOver(30, 1_000_000, at)];
  await using database = await benchDatabase();
  for (const [index, cells] of days.entries()) await addBatch(database.db, 0, index + 1, cells, at);
  yield {
    name: "storage after 1,000,000 views over 30 days",
    value: database.work.bytes / 1e6,
    unit: "MB",
  };
}

async function rowsAt(name: string, viewsAMove: number, moves: number): Promise<Result> {
  const random = seeded(1);
  const batches = Array.from({ length: moves }, () =>
    mergeCells(Array.from({ length: viewsAMove }, () => viewCells(at, random)).flat()),
  );
  await using database = await benchDatabase();
  for (const [index, cells] of batches.entries()) await addBatch(database.db, 0, index + 1, cells, at);
  return { name, value: database.work.rowsWritten / (viewsAMove * moves), unit: "rows" };
}
