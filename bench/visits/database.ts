import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Miniflare as Runtime } from "miniflare";
import { currentDatabase } from "../../local/database.ts";
import { fileOfId } from "../../local/database-file.ts";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "../../local/miniflare.ts";

type Database = Awaited<ReturnType<Runtime["getD1Database"]>>;

/** The work that D1 reports for its statements. */
export interface Work {
  rowsRead: number;
  rowsWritten: number;
  bytes: number;
  batches: number;
  /** Milliseconds from sending batches to having their answers. Preparing a statement asks Miniflare, but no D1. */
  ms: number;
}

/** An empty database with every table, and a tally of the work done on it. */
export interface BenchDatabase extends AsyncDisposable {
  /** In the type that the Worker's SQL files take. */
  db: never;
  work: Work;
}

/** Makes a database in a folder of its own, which is deleted with it. */
export async function benchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "kept-bench-"));
  currentDatabase(fileOfId(folder, "bench")).close();
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      d1Databases: { DB: "bench" },
      modules: true,
      script: "export default {}",
      resourcePersistencePath: folder,
      log: new Log(LogLevel.NONE),
      cf: {},
    }),
  );
  const db = await miniflare.getD1Database("DB");
  const work: Work = { rowsRead: 0, rowsWritten: 0, bytes: 0, batches: 0, ms: 0 };
  return {
    db: watched(db, work) as never,
    work,
    [Symbol.asyncDispose]: async () => {
      await miniflare.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Sums what each batch reports. */
function watched(db: Database, work: Work): Database {
  return new Proxy(db, {
    get(target, name) {
      if (name !== "batch") {
        const value = Reflect.get(target, name, target) as unknown;
        return typeof value === "function" ? value.bind(target) : value;
      }
      return async (statements: Parameters<Database["batch"]>[0]) => {
        const start = performance.now();
        const results = await target.batch(statements);
        work.ms += performance.now() - start;
        work.batches += 1;
        for (const { meta } of results) {
          work.rowsRead += meta.rows_read ?? 0;
          work.rowsWritten += meta.rows_written ?? 0;
          work.bytes = meta.size_after ?? work.bytes;
        }
        return results;
      };
    },
  });
}
