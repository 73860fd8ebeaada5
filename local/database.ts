import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Problem } from "../terminal/problem.ts";
import { databaseFile, fileOfId } from "./database-file.ts";
import { makeState, stateFolder } from "./environment.ts";
import { tryLock } from "./lock.ts";
import { migrate } from "./migrations.ts";
import { asD1, type OpenDatabase, openDatabase } from "./open-database.ts";
import { databaseId } from "./wrangler-config.ts";

/** A database that is up to date. */
export interface CurrentDatabase extends OpenDatabase {
  /** Names of the migrations applied just now. */
  migrated: readonly string[];
}

/**
 * Opens the file of a database, makes it if necessary, and brings it up to date.
 * @param file that no workerd has open
 */
export function currentDatabase(file: string): CurrentDatabase {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: 10_000 });
  try {
    // As workerd keeps it, so that others read while it writes.
    database.exec("pragma journal_mode = wal");
    return { db: asD1(database), migrated: migrate(database), close: () => database.close() };
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Brings the database of a folder up to date.
 * @param folder where Miniflare keeps its data; no server may have it open
 */
export function migrateFolder(folder: string): void {
  currentDatabase(fileOfId(folder, databaseId())).close();
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
    const { db, close } = unlock ? currentDatabase(file) : openDatabase(file);
    await use({ folder, db }).finally(close);
  } finally {
    unlock?.();
  }
}

/** Opens the database of the local state, creating it if necessary. */
export async function withNewLocalDatabase(use: (state: LocalState) => Promise<void>): Promise<void> {
  const folder = stateFolder();
  makeState(folder);
  const data = join(folder, "data");
  if (!existsSync(join(data, "d1"))) migrateFolder(data);
  await withLocalDatabase(use, "it counts visits of its own meanwhile");
}
