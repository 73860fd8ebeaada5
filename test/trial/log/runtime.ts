import { join } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { logKey } from "../../fixtures/log-key.ts";

/** The Worker that appends, as one module. */
export async function appendingWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "appending-worker.mjs")],
    bundle: true,
    format: "esm",
    target: "es2024",
    write: false,
    external: ["cloudflare:*", "node:*"],
  });
  return outputFiles[0]?.text ?? "";
}

/** Runs it in Miniflare, with its migrated database and the log's copy in a folder. */
export async function runAppending(script: string, folder: string): Promise<Miniflare> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: "trial",
      modules: true,
      script,
      compatibilityDate: "2026-10-01",
      compatibilityFlags: ["nodejs_compat"],
      bindings: { LOG_KEY: JSON.stringify(logKey), ORIGIN: "https://www.example.com" },
      d1Databases: { DB: "00000000-0000-0000-0000-000000000000" },
      durableObjects: { LOG_COPY: { className: "LogCopy", useSQLite: true } },
      resourcePersistencePath: folder,
      host: "127.0.0.1",
      port: 0,
      log: new Log(LogLevel.NONE),
      cf: {},
    }),
  );
  await miniflare.ready;
  return miniflare;
}
