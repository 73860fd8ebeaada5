import type { Hash } from "./hashes.ts";
import { proofFile } from "./inclusion-proof.ts";
import { consistencyRanges, inclusionRanges, type Range } from "./ranges.ts";
import { checkpointOf, entriesOf, lastCheckpoint, readTiles } from "./stored.ts";
import { hashOfRange, readerOf, tilesOf } from "./tiles.ts";
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
  return last && `${last.note}${(await cosignaturesOf(db, last.size)).join("")}`;
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
  const last = await lastCheckpoint(db);
  if (found.length < new Set(names).size || !last) return undefined;
  const witnessed = await lastCosigned(db);
  const isWitnessed = found.every(({ position }) => position < witnessed);
  const kept = isWitnessed ? await checkpointOf(db, witnessed) : last;
  if (!kept) return undefined;
  const checkpoint = `${kept.note}${(await cosignaturesOf(db, kept.size)).join("")}`;
  const proven = await Promise.all(
    found.map(async ({ position: index, entry }) => {
      const hashes = await hashesOf(db, inclusionRanges(index, kept.size));
      return { entry, proof: proofFile({ index, hashes, checkpoint }) };
    }),
  );
  return { proven, checkpoint, isWitnessed };
}

/** The hashes that prove that the tree of a size began as one of an earlier size. Both have at least one entry. */
export async function consistencyProof(db: D1Database, old: number, size: number): Promise<Hash[]> {
  return hashesOf(db, old === size ? [] : consistencyRanges(old, size));
}

async function hashesOf(db: D1Database, ranges: readonly Range[]): Promise<Hash[]> {
  const reader = readerOf(await readTiles(db, tilesOf(ranges)));
  return ranges.map((range) => hashOfRange(range, reader));
}
