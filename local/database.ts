import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../terminal/problem.ts";
import { makeState, root, stateFolder } from "./environment.ts";
import { tryLock } from "./lock.ts";
import { type Database, migrate } from "./migrations.ts";
import { watchWorkerd } from "./workerd.ts";
import { boundBy } from "./wrangler-config.ts";

/** Opens the database of a folder, without the Worker, for as long as `use` takes. */
export async function withDatabase<Result>(
  folder: string,
  use: (db: Database) => Promise<Result>,
): Promise<Result> {
  // Loaded on demand: it would take most of the time of a command's help.
  const { convertV4MiniflareOptions, Log, LogLevel, Miniflare } = await import("miniflare");
  const { d1Databases = {} } = await boundBy(join(root, "wrangler.toml"));
  mkdirSync(folder, { recursive: true });
  const { env, endWatch } = watchWorkerd(join(folder, "workerd.pid"));
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      d1Databases,
      modules: true,
      script: "export default {}",
      resourcePersistencePath: folder,
      log: new Log(LogLevel.NONE),
      cf: {},
      unsafeRuntimeEnv: env,
    }),
  );
  try {
    return await use(await miniflare.getD1Database("DB"));
  } finally {
    await miniflare.dispose();
    endWatch();
  }
}

/**
 * Brings the database of a folder up to date.
 * @param folder where Miniflare keeps its data; no server may have it open
 * @returns names of the migrations applied
 */
export function migrateFolder(folder: string): Promise<string[]> {
  return withDatabase(folder, (db) => migrate(db));
}

/** The state of a local site that is not running. */
export interface LocalState {
  folder: string;
  /** Up to date. */
  db: D1Database;
}

/**
 * Opens the database of the local state.
 * @param stopFirst why no server may run meanwhile
 * @throws Problem when there is no site yet, or while a server has it
 */
export async function withLocalDatabase(
  use: (state: LocalState) => Promise<void>,
  stopFirst?: string,
): Promise<void> {
  const folder = stateFolder();
  if (!existsSync(join(folder, "secrets.json")))
    throw new Problem(
      `There is no site in ${folder} yet: npm start makes one, or name its folder with STATE=….`,
    );
  await withOwnState(folder, use, stopFirst);
}

/** Opens the database of the local state, creating it if necessary. */
export async function withNewLocalDatabase(use: (state: LocalState) => Promise<void>): Promise<void> {
  const folder = stateFolder();
  makeState(folder);
  await withOwnState(folder, use);
}

async function withOwnState(
  folder: string,
  use: (state: LocalState) => Promise<void>,
  stopFirst = "",
): Promise<void> {
  const unlock = tryLock(join(folder, "lock"));
  if (!unlock) throw new Problem(`A server uses the state in ${folder}. Stop it first${stopFirst}.`);
  try {
    await withDatabase(join(folder, "data"), async (db) => {
      await migrate(db);
      // Miniflare's database has types of its own.
      await use({ folder, db: db as unknown as D1Database });
    });
  } finally {
    unlock();
  }
}
