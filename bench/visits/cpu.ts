import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateFolder } from "../../local/database.ts";
import { manyTimes } from "../at-once.ts";
import { cpuOf } from "../cpu.ts";
import { interleaved, ratio } from "../interleaved.ts";
import { overRounds, type Result } from "../result.ts";
import { addedToPage } from "./latency.ts";
import { countingWorker, open, runCounting } from "./runtime.ts";

const requests = 6000;
const atOnce = 50;
const rounds = 5;

/** CPU of the runtime for a counted view, and time that counting adds to a page, next to the same answer uncounted. */
export async function* cpuOfViews(): AsyncGenerator<Result> {
  const folder = mkdtempSync(join(tmpdir(), "kept-bench-"));
  migrateFolder(folder);
  const miniflare = await runCounting(await countingWorker(), folder, 900);
  const url = String(await miniflare.ready).replace(/\/$/, "");
  try {
    const costOf = (path: string) => () =>
      cpuOf(() => manyTimes(requests, atOnce, () => open(`${url}${path}`)));
    const { trivial, uncounted, counted } = await interleaved(
      {
        trivial: costOf("/204/"),
        uncounted: costOf("/uncounted/empty/"),
        counted: costOf("/en/policy/"),
      },
      rounds,
    );
    const micros = trivial.map((seconds) => (seconds / requests) * 1e6);
    yield overRounds("CPU of a trivial answer", micros, "µs");
    yield ratio("CPU of an answer by the site's router, trivial = 1", uncounted, trivial);
    yield ratio("CPU of a counted view, trivial = 1", counted, trivial);
    yield* addedToPage(`${url}/uncounted/`, `${url}/en/`);
  } finally {
    await miniflare.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}
