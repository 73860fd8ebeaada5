import { Agent, request } from "node:http";
import { join } from "node:path";
import type { Miniflare } from "miniflare";
import { organization } from "../../editor/organization.ts";
import { root } from "../../local/environment.ts";
import { bundled, runBare } from "../bare-worker.ts";
import { chrome } from "./sample.ts";

/** The counting Worker as one module. */
export function countingWorker(): Promise<string> {
  return bundled(join(root, "bench/visits/counting-worker.mjs"), {
    minify: true,
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
}

/** Runs the counting Worker with its migrated database and its counters in a folder. */
export function runCounting(script: string, folder: string, delaySeconds: number): Promise<Miniflare> {
  return runBare(script, folder, {
    bindings: { VISIT_SHARDS: "1", VISIT_DELAY_SECONDS: String(delaySeconds) },
    objects: { VISITS: "VisitCounter" },
  });
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
