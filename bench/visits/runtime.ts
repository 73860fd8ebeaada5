import { Agent, request } from "node:http";
import { join } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { organization } from "../../editor/organization.ts";
import { root } from "../../local/environment.ts";
import { chrome } from "./sample.ts";

/** The counting Worker as one module. */
export async function countingWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "bench/visits/counting-worker.mjs")],
    bundle: true,
    format: "esm",
    target: "es2024",
    minify: true,
    write: false,
    external: ["cloudflare:*", "node:*"],
    plugins: [
      {
        name: "organization",
        setup: (bundler) => {
          bundler.onLoad({ filter: /organization\.yaml$/ }, () => ({
            contents: JSON.stringify(organization),
            loader: "json",
          }));
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? "";
}

/** Runs the counting Worker in Miniflare, with its migrated database and its counters in a folder. */
export async function runCounting(script: string, folder: string, delaySeconds: number): Promise<Miniflare> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: "bench",
      modules: true,
      script,
      compatibilityDate: "2026-10-01",
      compatibilityFlags: ["nodejs_compat"],
      bindings: { VISIT_SHARDS: "1", VISIT_DELAY_SECONDS: String(delaySeconds) },
      d1Databases: { DB: "00000000-0000-0000-0000-000000000000" },
      durableObjects: { VISITS: { className: "VisitCounter", useSQLite: true } },
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

const agent = new Agent({ keepAlive: true, maxSockets: 50 });

/** Opens a page as a browser does. Gives the milliseconds until its end. */
export function open(url: string): Promise<number> {
  const headers = {
    "user-agent": chrome,
    "accept-language": "zh-CN",
    "sec-fetch-dest": "document",
    "sec-fetch-site": "none",
  };
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const sent = request(url, { agent, headers }, (answer) => {
      answer.on("end", () => resolve(performance.now() - start)).resume();
    });
    sent.on("error", reject).end();
  });
}
