import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../terminal/problem.ts";
import { databaseFile } from "./database-file.ts";
import { makeState, root, stateFolder } from "./environment.ts";
import { tryLock } from "./lock.ts";
import { type Database, migrate, missingIn } from "./migrations.ts";
import { openDatabase } from "./open-database.ts";
import { watchWorkerd } from "./workerd.ts";
import { boundBy } from "./wrangler-config.ts";

/** Opens the database of a folder, without the Worker, for as long as `use` takes. */
async function withDatabase<Result>(folder: string, use: (db: Database) => Promise<Result>): Promise<Result> {
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

/** The state of a local site. */
export interface LocalState {
  folder: string;
  /** Up to date. */
  db: D1Database;
}

/**
 * Opens the database of the local state, also beside a server that runs.
 * @param stopFirst why no server may run meanwhile, if none may
 * @throws Problem when there is no site yet, or while a server that has to be stopped runs
 */
export async function withLocalDatabase(
  use: (state: LocalState) => Promise<void>,
  stopFirst?: string,
): Promise<void> {
  const folder = stateFolder();
  const file = databaseFile(folder);
  const unlock = tryLock(join(folder, "lock"));
  if (!unlock && stopFirst !== undefined)
    throw new Problem(`A server uses the state in ${folder}. Stop it first: ${stopFirst}.`);
  try {
    // A server that runs has brought it up to date.
    if (unlock) await bringUpToDate(folder, file);
    const { db, close } = openDatabase(file);
    await use({ folder, db }).finally(close);
  } finally {
    unlock?.();
  }
}

/** Starts what runs migrations only where one is missing: it takes a second. */
async function bringUpToDate(folder: string, file: string): Promise<void> {
  const { db, close } = openDatabase(file, { readOnly: true });
  const missing = await missingIn(db).finally(close);
  if (missing.length > 0) await migrateFolder(join(folder, "data"));
}

/** Opens the database of the local state, creating it if necessary. */
export async function withNewLocalDatabase(use: (state: LocalState) => Promise<void>): Promise<void> {
  const folder = stateFolder();
  makeState(folder);
  const data = join(folder, "data");
  if (!existsSync(join(data, "d1"))) await migrateFolder(data);
  await withLocalDatabase(use, "it counts visits of its own meanwhile");
}
