import { Fault } from "../web/fault.ts";
import type { RunReport } from "../web/run-report.ts";
import { checkpointText, readCheckpoint } from "./checkpoint.ts";
import { bytesOfHex, hex, utf8 } from "./encoding.ts";
import type { KeptEntry } from "./entry.ts";
import { type Hash, isSameHash } from "./hashes.ts";
import type { LogKeys } from "./keys.ts";
import type { Batch } from "./log-copy.ts";
import { isOf, signNote } from "./note.ts";
import { logKeys } from "./own-keys.ts";
import {
  addStatements,
  checkpointStatement,
  type KeptCheckpoint,
  lastCheckpoint,
  mayGoOnFrom,
  readTiles,
} from "./stored.ts";
import { edgeOf, grown, readerOf, rootOf, type Tile, widthIn } from "./tiles.ts";

/** The log in the database is not the one that was signed. It must not go on by itself: two histories would be in the world. */
export class LogForked extends Error {
  override name = "LogForked";
}

/** Most entries that are added together. */
export const maxAtOnce = 100;

/** The bindings that the log is kept in. */
export type LogBindings = Pick<Env, "DB" | "LOG_COPY" | "LOG_KEY" | "ORIGIN">;

/**
 * Makes sure that the database has the log that was signed last, and ends what a run before was interrupted at.
 * @throws LogForked when the database was put back or its log was changed, unless somebody decided to go on from there
 */
export async function readyLog(env: LogBindings, report: RunReport): Promise<void> {
  const copy = env.LOG_COPY.getByName("log");
  let size = await sizeHere(env.DB);
  const head = await copy.head();
  if (head.begun && size === head.begun.from) size = await add(env, head.begun);
  if (head.begun && size === head.begun.from + head.begun.entries.length) return copy.end(size);
  if (size === head.size && (size === 0 || (await rootHere(env.DB, size)) === head.root)) return;
  if (size > head.size || (size > 0 && (await rootHere(env.DB, size)) !== (await copy.rootAt(size))))
    throw new LogForked(
      `log: the database has another history than the one that was signed, at size ${size} (docs/operating.md)`,
    );
  if (!(await mayGoOnFrom(env.DB, size)))
    throw new LogForked(
      `log: the database was put back to size ${size}, but ${head.size} entries were signed: npm run log -- go-on (docs/operating.md)`,
    );
  while (size < head.size && report.goesOn()) {
    const lost = await copy.batchAfter(size);
    if (!lost) throw new LogForked(`log: nobody knows what followed entry ${size} (docs/operating.md)`);
    report.add("put back", lost.entries.length);
    size = await add(env, lost);
  }
}

/** Adds entries at the end and signs the tree: whole, or not at all. Call `readyLog` first. */
export async function append(env: LogBindings, entries: readonly KeptEntry[]): Promise<void> {
  const from = await sizeHere(env.DB);
  const { root } = await growth(env.DB, from, entries);
  const batch = { from, entries, root: hex(root) };
  const copy = env.LOG_COPY.getByName("log");
  if (!(await copy.begin(batch))) throw new Fault("log: another run is adding to it");
  await copy.end(await add(env, batch));
}

/** Signs the last tree again, where the site or its key has another name now. */
export async function signAgain(env: LogBindings): Promise<void> {
  const [keys, last] = [await logKeys(env), await lastCheckpoint(env.DB)];
  const read = last && readCheckpoint(last.note);
  if (!last || !read) return;
  const isSigned = keys.signers.every((key) => read.note.signatures.some((line) => isOf(line, key)));
  if (read.origin === keys.origin && isSigned) return;
  await env.DB.batch([checkpointStatement(env.DB, await signed(keys, last.size, last.root))]);
}

async function add(env: LogBindings, { from, entries, root }: Batch): Promise<number> {
  const growing = await growth(env.DB, from, entries);
  if (!isSameHash(growing.root, bytesOfHex(root)))
    throw new LogForked(
      `log: entries after ${from} do not make the tree that was signed (docs/operating.md)`,
    );
  const size = from + entries.length;
  const checkpoint = await signed(await logKeys(env), size, growing.root);
  await env.DB.batch(addStatements(env.DB, from, entries, growing.tiles, checkpoint));
  return size;
}

async function growth(
  db: D1Database,
  from: number,
  entries: readonly KeptEntry[],
): Promise<{ tiles: Tile[]; root: Hash }> {
  const edge = await readEdge(db, from);
  const tiles = grown(
    from,
    edge,
    entries.map(({ entry }) => utf8(entry)),
  );
  return { tiles, root: rootOf(from + entries.length, readerOf([...edge, ...tiles])) };
}

async function signed(keys: LogKeys, size: number, root: Hash): Promise<KeptCheckpoint> {
  const text = checkpointText({ origin: keys.origin, size, root });
  return { size, root, note: await signNote(text, keys.signers) };
}

async function sizeHere(db: D1Database): Promise<number> {
  return (await lastCheckpoint(db))?.size ?? 0;
}

/** The root that the tiles make, if it is also the one that was signed here; otherwise nothing that fits. */
async function rootHere(db: D1Database, size: number): Promise<string> {
  const [last, edge] = [await lastCheckpoint(db), await readEdge(db, size)];
  const root = rootOf(size, readerOf(edge));
  return last && isSameHash(last.root, root) ? hex(root) : "another";
}

/** The tiles at the edge of a tree, each as wide as in that tree. */
async function readEdge(db: D1Database, size: number): Promise<Tile[]> {
  const tiles = await readTiles(db, edgeOf(size));
  return tiles.map((tile) => ({ ...tile, hashes: tile.hashes.slice(0, widthIn(size, tile)) }));
}
