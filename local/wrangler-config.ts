import type { V4WorkerOptions, V4WorkerOptionsShape } from "miniflare";

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
