import { bytesOfHex, hex } from "./encoding.ts";
import type { KeptEntry } from "./entry.ts";
import type { Hash } from "./hashes.ts";
import { type Tile, type TilePlace, tileWidth } from "./tiles.ts";

/** A tree that was signed: its size, root, and the whole note. */
export interface KeptCheckpoint {
  size: number;
  root: Hash;
  note: string;
}

/** The last checkpoint; undefined before the first. */
export async function lastCheckpoint(db: D1Database): Promise<KeptCheckpoint | undefined> {
  const row = await db
    .prepare("select size, root, note from log_checkpoints order by size desc limit 1")
    .first<{ size: number; root: string; note: string }>();
  return row === null ? undefined : { ...row, root: bytesOfHex(row.root) };
}

/** The checkpoint of a size; undefined where none was signed. */
export async function checkpointOf(db: D1Database, size: number): Promise<KeptCheckpoint | undefined> {
  const row = await db
    .prepare("select size, root, note from log_checkpoints where size = ?1")
    .bind(size)
    .first<{ size: number; root: string; note: string }>();
  return row === null ? undefined : { ...row, root: bytesOfHex(row.root) };
}

/** Tiles, each with the hashes it has by now. A place without any is left out. */
export async function readTiles(db: D1Database, places: readonly TilePlace[]): Promise<Tile[]> {
  const { results } = await db
    .prepare(
      `select t.level, t.number, t.hashes from json_each(?1) p
       join log_tiles t on t.level = p.value ->> 'level' and t.number = p.value ->> 'number'`,
    )
    .bind(JSON.stringify(places))
    .all<TilePlace & { hashes: string }>();
  return results.map(({ level, number, hashes }) => ({ level, number, hashes: hashesIn(hashes) }));
}

/** The entries of a bundle so far, in order. */
export async function readBundle(db: D1Database, number: number): Promise<string[]> {
  const first = number * tileWidth;
  const { results } = await db
    .prepare("select entry from log_entries where position >= ?1 and position < ?2 order by position")
    .bind(first, first + tileWidth)
    .all<{ entry: string }>();
  return results.map(({ entry }) => entry);
}

/** The entries whose names begin with one of some words, by name. */
export async function entriesNamed(
  db: D1Database,
  words: readonly string[],
): Promise<Map<string, { position: number; entry: string }>> {
  const { results } = await db
    .prepare(
      `select e.position, e.name, e.entry from json_each(?1) w
       join log_entries e on e.name >= w.value || ' ' and e.name < w.value || '!' order by e.position`,
    )
    .bind(JSON.stringify(words))
    .all<{ position: number; name: string; entry: string }>();
  return new Map(results.map(({ name, ...entry }) => [name, entry]));
}

/** The entries of some names, in the order of the log. */
export async function entriesOf(
  db: D1Database,
  names: readonly string[],
): Promise<{ position: number; entry: string }[]> {
  const { results } = await db
    .prepare(
      "select position, entry from log_entries where name in (select value from json_each(?1)) order by position",
    )
    .bind(JSON.stringify(names))
    .all<{ position: number; entry: string }>();
  return results;
}

/** The last name that begins with a word, in the order of names; undefined when none does. */
export async function lastNamed(db: D1Database, word: string): Promise<string | undefined> {
  const name = await db
    .prepare("select max(name) as name from log_entries where name >= ?1 || ' ' and name < ?1 || '!'")
    .bind(word)
    .first<string | null>("name");
  return name ?? undefined;
}

/** An entry, and what is kept beside it. */
export interface LoggedLine {
  entry: string;
  opening: string | null;
}

/** The last entries whose names begin with a word, in the order of names. */
export async function linesAtEnd(db: D1Database, word: string, max: number): Promise<LoggedLine[]> {
  const { results } = await db
    .prepare(
      `select entry, opening from log_entries
       where name >= ?1 || ' ' and name < ?1 || '!' order by name desc limit ?2`,
    )
    .bind(word, max)
    .all<LoggedLine>();
  return results.toReversed();
}

/** The entry of one name; undefined when there is none. */
export async function entryNamed(
  db: D1Database,
  name: string,
): Promise<(LoggedLine & { position: number }) | undefined> {
  const row = await db
    .prepare("select position, entry, opening from log_entries where name = ?1")
    .bind(name)
    .first<LoggedLine & { position: number }>();
  return row ?? undefined;
}

/**
 * Adds entries with the tiles that they change and the checkpoint of the whole: together in one batch, which the
 * database refuses when another came first.
 */
export function addStatements(
  db: D1Database,
  from: number,
  entries: readonly KeptEntry[],
  tiles: readonly Tile[],
  checkpoint: KeptCheckpoint,
): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `insert into log_entries (position, name, entry, opening)
         select ?1 + key, value ->> 'name', value ->> 'entry', value ->> 'opening' from json_each(?2)`,
      )
      .bind(from, JSON.stringify(entries)),
    ...tiles.map(({ level, number, hashes }) =>
      db
        .prepare(
          `insert into log_tiles (level, number, hashes) values (?1, ?2, ?3)
           on conflict (level, number) do update set hashes = excluded.hashes`,
        )
        .bind(level, number, hashes.map(hex).join("")),
    ),
    checkpointStatement(db, checkpoint),
  ];
}

/** Signs a tree, for the first time or again under another name or key. */
export function checkpointStatement(
  db: D1Database,
  { size, root, note }: KeptCheckpoint,
): D1PreparedStatement {
  return db
    .prepare(
      `insert into log_checkpoints (size, root, note) values (?1, ?2, ?3)
       on conflict (size) do update set note = excluded.note`,
    )
    .bind(size, hex(root), note);
}

/** Whether somebody decided to go on from this size after the database was put back. */
export async function mayGoOnFrom(db: D1Database, size: number): Promise<boolean> {
  const row = await db.prepare("select 1 from log_decisions where size = ?1").bind(size).first();
  return row !== null;
}

/** Notes that decision. */
export async function decideToGoOn(db: D1Database, size: number, at: Date): Promise<void> {
  await db
    .prepare("insert into log_decisions (size, decided_at) values (?1, ?2) on conflict (size) do nothing")
    .bind(size, at.toISOString())
    .run();
}

function hashesIn(text: string): Hash[] {
  const bytes = bytesOfHex(text);
  return Array.from({ length: bytes.length / 32 }, (_, place) => bytes.subarray(32 * place, 32 * place + 32));
}
