import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateFolder } from "../../local/database.ts";
import { cpuOfChildren } from "../cpu.ts";
import { medianOf, type Result } from "../result.ts";
import { addedToPage } from "./latency.ts";
import { countingWorker, open, runCounting } from "./runtime.ts";

const requests = 6000;
const rounds = 5;

/** CPU of the runtime for a counted view, and time that counting adds to a page, next to the same answer uncounted. */
export async function* cpuOfViews(): AsyncGenerator<Result> {
  const folder = mkdtempSync(join(tmpdir(), "kept-bench-"));
  await migrateFolder(folder);
  const miniflare = await runCounting(await countingWorker(), folder, 900);
  const url = String(await miniflare.ready).replace(/\/$/, "");
  try {
    const [trivial, uncounted, counted] = await compared(
      ["/204/", "/uncounted/empty/", "/en/policy/"],
      async (path) => {
        const before = cpuOfChildren();
        await many(`${url}${path}`, requests);
        return cpuOfChildren() - before;
      },
    );
    yield { name: "CPU of a trivial answer", value: (trivial / requests) * 1e6, unit: "µs" };
    yield {
      name: "CPU of an answer by the site's router, trivial = 1",
      value: uncounted / trivial,
      unit: "",
    };
    yield { name: "CPU of a counted view, trivial = 1", value: counted / trivial, unit: "", max: 1.5 };
    yield* addedToPage(`${url}/uncounted/`, `${url}/en/`);
  } finally {
    await miniflare.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The median of each over some rounds, taken in turn. A first round only warms up. */
async function compared<const Paths extends readonly string[]>(
  paths: Paths,
  measure: (path: string) => Promise<number>,
): Promise<{ [Index in keyof Paths]: number }> {
  const figures = new Map<string, number[]>(paths.map((path) => [path, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const path of paths) {
      const figure = await measure(path);
      if (round > 0) figures.get(path)?.push(figure);
    }
  }
  return paths.map((path) => medianOf(figures.get(path) ?? [])) as { [Index in keyof Paths]: number };
}

async function many(url: string, count: number): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await open(url);
    }
  };
  await Promise.all(Array.from({ length: 50 }, worker));
}
