import { join } from "node:path";
import type { Miniflare } from "miniflare";
import { bundled, runBare } from "../../../bench/bare-worker.ts";
import { logKey } from "../../fixtures/log-key.ts";

/** The Worker that appends, as one module. */
export function appendingWorker(): Promise<string> {
  return bundled(join(import.meta.dirname, "appending-worker.mjs"));
}

/** Runs it with its migrated database and the log's copy in a folder. */
export function runAppending(script: string, folder: string): Promise<Miniflare> {
  return runBare(script, folder, {
    bindings: { LOG_KEY: JSON.stringify(logKey), ORIGIN: "https://www.example.com" },
    objects: { LOG_COPY: "LogCopy" },
  });
}
