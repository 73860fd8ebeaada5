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
  const toml = readFileSync(join(root, "wrangler.toml"), "utf8");
  const [, name] = /^database_name\s*=\s*"([\w-]+)"/m.exec(toml) ?? [];
  if (name) return name;
  throw new Problem("wrangler.toml names no database (database_name): restore the line with git.");
}
