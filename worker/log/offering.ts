import type { Hash } from "./hashes.ts";
import { proofFile } from "./inclusion-proof.ts";
import { consistencyRanges, inclusionRanges, type Range } from "./ranges.ts";
import { checkpointOf, entriesOf, type KeptCheckpoint, lastCheckpoint, readTiles } from "./stored.ts";
import { hashOfRange, readerOf, type TileReader, tilesOf } from "./tiles.ts";
import { cosignaturesOf, lastCosigned } from "./witnesses.ts";

/** What proves that the log has an entry: the entry, and the file that proves it. */
export interface ProvenEntry {
  /** The line of JSON whose bytes are the leaf. */
  entry: string;
  /** A file as C2SP tlog-proof describes it. */
  proof: string;
}

/** What proves that the log has some entries, all by one checkpoint. */
export interface ProvenEntries {
  proven: ProvenEntry[];
  /** The checkpoint with what witnesses signed of it. */
  checkpoint: string;
  /** Whether a witness signed it. */
  isWitnessed: boolean;
}

/** The last checkpoint with what witnesses signed of it; undefined before the first. */
export async function shownCheckpoint(db: D1Database): Promise<string | undefined> {
  const last = await lastCheckpoint(db);
  return last && withCosignatures(db, last);
}

/**
 * Proves entries by the last checkpoint that has them all, one that witnesses signed where there is one.
 * @param names of the entries, at least one
 * @returns undefined while the log lacks one of them
 */
export async function proveEntries(
  db: D1Database,
  names: readonly string[],
): Promise<ProvenEntries | undefined> {
  const found = await entriesOf(db, names);
  // Read after the entries, so that its tree has them.
  const [last, witnessed] = await Promise.all([lastCheckpoint(db), lastCosigned(db)]);
  if (found.length < new Set(names).size || !last) return undefined;
  const isWitnessed = found.every(({ position }) => position < witnessed);
  const kept = isWitnessed ? await checkpointOf(db, witnessed) : last;
  if (!kept) return undefined;
  const places = found.map(({ position: index, entry }) => {
    return { index, entry, ranges: inclusionRanges(index, kept.size) };
  });
  const [checkpoint, reader] = await Promise.all([
    withCosignatures(db, kept),
    readerFor(
      db,
      places.flatMap(({ ranges }) => ranges),
    ),
  ]);
  const proven = places.map(({ index, entry, ranges }) => {
    const hashes = ranges.map((range) => hashOfRange(range, reader));
    return { entry, proof: proofFile({ index, hashes, checkpoint }) };
  });
  return { proven, checkpoint, isWitnessed };
}

/** The hashes that prove that the tree of a size began as one of an earlier size. Both have at least one entry. */
export async function consistencyProof(db: D1Database, old: number, size: number): Promise<Hash[]> {
  const ranges = old === size ? [] : consistencyRanges(old, size);
  const reader = await readerFor(db, ranges);
  return ranges.map((range) => hashOfRange(range, reader));
}

/** Reads the tiles from which the hashes of some ranges are made, all at once. */
async function readerFor(db: D1Database, ranges: readonly Range[]): Promise<TileReader> {
  return readerOf(await readTiles(db, tilesOf(ranges)));
}

async function withCosignatures(db: D1Database, { note, size }: KeptCheckpoint): Promise<string> {
  return `${note}${(await cosignaturesOf(db, size)).join("")}`;
}
