import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { V4WorkerOptions, V4WorkerOptionsShape } from "miniflare";
import { Problem } from "../terminal/problem.ts";
import { root } from "./environment.ts";

/**
 * What a wrangler configuration binds to the Worker, as Miniflare takes it.
 * @param file `wrangler.toml`, or the `wrangler.json` that the build makes of it
 */
export async function boundBy(file: string): Promise<V4WorkerOptionsShape> {
  // Takes half a second to load, which a command that serves nothing need not spend.
  const { unstable_getMiniflareWorkerOptions } = await import("wrangler");
  const { modulesRules: _, ...options } = unstable_getMiniflareWorkerOptions(file).workerOptions;
  // wrangler derives its type with Omit from one with an index signature, which makes every option unknown.
  return options as V4WorkerOptions;
}

/** The name of the published database, which `wrangler.toml` says. */
export function databaseName(): string {
  return databaseLine("database_name");
}

/** The id of the published database, by which the local one is found, too. */
export function databaseId(): string {
  return databaseLine("database_id");
}

function databaseLine(key: string): string {
  const toml = readFileSync(join(root, "wrangler.toml"), "utf8");
  const [, value] = new RegExp(`^${key}\\s*=\\s*"([\\w-]+)"`, "m").exec(toml) ?? [];
  if (value) return value;
  throw new Problem(`wrangler.toml names no database (${key}): restore the line with git.`);
}
