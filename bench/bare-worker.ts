import { type BuildOptions, build } from "esbuild";
import type { Miniflare as Runtime } from "miniflare";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "../local/miniflare.ts";
import { databaseId } from "../local/wrangler-config.ts";

/** A Worker of a few lines around our own code, as one module. */
export async function bundled(
  entry: string,
  options: Pick<BuildOptions, "minify" | "plugins"> = {},
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    target: "es2024",
    write: false,
    external: ["cloudflare:*", "node:*"],
    ...options,
  });
  return outputFiles[0]?.text ?? "";
}

/** What a bare Worker has besides its database. */
export interface BareBindings {
  bindings: Readonly<Record<string, string>>;
  /** The class of each Durable Object, by its binding. */
  objects: Readonly<Record<string, string>>;
}

/** Runs it in Miniflare, on a free port, with its migrated database and its Durable Objects in a folder. */
export async function runBare(
  script: string,
  folder: string,
  { bindings, objects }: BareBindings,
): Promise<Runtime> {
  const durableObjects = Object.fromEntries(
    Object.entries(objects).map(([name, className]) => [name, { className, useSQLite: true }]),
  );
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: "bare",
      modules: true,
      script,
      compatibilityDate: "2026-10-01",
      compatibilityFlags: ["nodejs_compat"],
      bindings,
      d1Databases: { DB: databaseId() },
      durableObjects,
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
