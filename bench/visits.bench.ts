import type { Result } from "./result.ts";
import { cpuOfViews } from "./visits/cpu.ts";
import { importSpeed } from "./visits/import.ts";
import { reading } from "./visits/reading.ts";
import { storing } from "./visits/storing.ts";

/** What counting, keeping and showing visits costs. */
export default async function* visits(): AsyncGenerator<Result> {
  yield* storing();
  yield* reading();
  yield* importSpeed();
  yield* cpuOfViews();
}
