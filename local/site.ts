import {
  copyFileSync,
  existsSync,
  globSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import type { V4WorkerOptions, V4WorkerOptionsShape } from "miniflare";
import { digestOfFiles } from "../editor/digest.ts";
import { writeWhole } from "../editor/versions/write.ts";
import { Problem } from "../terminal/problem.ts";
import { fileOfId } from "./database-file.ts";
import { root } from "./environment.ts";
import { boundBy } from "./wrangler-config.ts";

/** The first module that Miniflare gets: a small one, because it copies everything so far with each module. */
const entry = `export * from "./entry.mjs"; export { default } from "./entry.mjs";`;

/** The built Worker as Miniflare takes it, with everything that wrangler.toml binds to it except `MAIL`. */
export interface BuiltSite {
  worker: V4WorkerOptions;
  crons: readonly string[];
  /** The file of its database. */
  database: string;
}

/**
 * Takes the built site. The state gets a copy, so a build while the server runs takes nothing away.
 * @param state the folder of the state
 * @param options where the built site is, if not in `dist`; and the source of a module that replaces the entry and imports
 *   it from `./entry.mjs`, with which tests change what the Worker gets
 * @throws Problem when nothing is built
 */
export async function builtSite(
  state: string,
  vars: Readonly<Record<string, string>>,
  { dist = join(root, "dist"), inFront = entry }: { dist?: string; inFront?: string } = {},
): Promise<BuiltSite> {
  const copy = copyOfBuilt(state, dist);
  const server = join(copy, "server");
  // The root is given below, and local mail goes to the mailbox.
  const { email: _email, rootPath: _root, ...options } = await boundToBuilt(dist, copy);
  // Miniflare copies everything so far with each module, so the large ones come last.
  const modules = globSync("**/*.mjs", { cwd: server })
    .map((file) => ({ file, size: statSync(join(server, file)).size }))
    .sort((one, other) => one.size - other.size)
    .map(({ file }) => file);
  const worker: V4WorkerOptions = {
    ...options,
    name: "site",
    rootPath: server,
    modulesRoot: server,
    modules: [
      { type: "ESModule", path: join(server, "front.mjs"), contents: inFront },
      ...modules.map((path) => ({ type: "ESModule" as const, path: join(server, path) })),
    ],
    ...(options.assets ? { assets: { ...options.assets, directory: join(copy, "client") } } : {}),
    bindings: { ...options.bindings, ...vars },
    serviceBindings: { ...options.serviceBindings, MAIL: { name: "mail", entrypoint: "Mail" } },
    unsafeRegisterWorker: false,
  };
  const { id } = (options.d1Databases as Record<"DB", { id: string }>).DB;
  return {
    worker,
    crons: options.cronTriggers ?? [],
    database: fileOfId(join(state, "data"), id),
  };
}

/**
 * What the built Worker is bound to. wrangler takes half a second to say so, so it is asked once and its answer kept beside
 * the build.
 * @param copy where the build is without the vars of astro dev
 */
async function boundToBuilt(dist: string, copy: string): Promise<V4WorkerOptionsShape> {
  const configuration = "server/wrangler.json";
  const kept = join(dist, `bound.${digestOfFiles(copy, [configuration]).slice(0, 16)}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8")) as V4WorkerOptionsShape;
  const bound = await boundBy(join(copy, configuration));
  writeWhole(kept, JSON.stringify(bound));
  return bound;
}

function copyOfBuilt(state: string, dist: string): string {
  const copy = join(state, "site");
  rmSync(copy, { recursive: true, force: true });
  try {
    for (const part of ["server", "client"]) {
      linkAll(join(dist, part), join(copy, part));
    }
  } catch (error) {
    throw new Problem(`The site in ${dist} cannot be copied to ${copy}: run npm run build.`, {
      cause: error,
    });
  }
  return copy;
}

/** Gives a folder's files a second name each, which costs less than copies: the builder writes new files. */
function linkAll(from: string, to: string): void {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    // The builder leaves astro dev's vars there.
    if (!entry.isFile() || entry.name.endsWith(".dev.vars")) continue;
    const target = join(to, relative(from, entry.parentPath), entry.name);
    mkdirSync(dirname(target), { recursive: true });
    linkOrCopy(join(entry.parentPath, entry.name), target);
  }
}

/** Copies where a link cannot be made, as to another disk. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
