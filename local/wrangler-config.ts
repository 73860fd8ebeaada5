import type { V4WorkerOptions, V4WorkerOptionsShape } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";

/**
 * What a wrangler configuration binds to the Worker, as Miniflare takes it.
 * @param file `wrangler.toml`, or the `wrangler.json` that the build makes of it
 */
export function boundBy(file: string): V4WorkerOptionsShape {
  const { modulesRules: _, ...options } = unstable_getMiniflareWorkerOptions(file).workerOptions;
  // wrangler derives its type with Omit from one with an index signature, which makes every option unknown.
  return options as V4WorkerOptions;
}
