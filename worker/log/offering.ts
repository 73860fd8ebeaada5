import type { Hash } from "./hashes.ts";
import { type InclusionProof, proofFile } from "./inclusion-proof.ts";
import { consistencyRanges, inclusionRanges, type Range } from "./ranges.ts";
import { checkpointOf, entryNamed, type KeptCheckpoint, lastCheckpoint, readTiles } from "./stored.ts";
import { hashOfRange, readerOf, tilesOf } from "./tiles.ts";
import { cosignaturesOf, lastCosigned } from "./witnesses.ts";

/** What proves that the log has an entry: the entry, and the file that proves it. */
export interface ProvenEntry {
  /** The line of JSON whose bytes are the leaf. */
  entry: string;
  /** A file as C2SP tlog-proof describes it. */
  proof: string;
  /** Whether a witness signed the checkpoint in it. */
  isWitnessed: boolean;
}

/** The last checkpoint with what witnesses signed of it; undefined before the first. */
export async function shownCheckpoint(db: D1Database): Promise<string | undefined> {
  const last = await lastCheckpoint(db);
  return last && `${last.note}${(await cosignaturesOf(db, last.size)).join("")}`;
}

/** Proves an entry by the last checkpoint that has it, one that witnesses signed where there is one. */
export async function proveEntry(db: D1Database, name: string): Promise<ProvenEntry | undefined> {
  const found = await entryNamed(db, name);
  const last = await lastCheckpoint(db);
  if (!found || !last) return undefined;
  const witnessed = await lastCosigned(db);
  const isWitnessed = witnessed > found.position;
  const kept = isWitnessed ? await checkpointOf(db, witnessed) : last;
  if (!kept) return undefined;
  const proof = await proofIn(db, found.position, kept);
  return { entry: found.entry, proof: proofFile(proof), isWitnessed };
}

/** The hashes that prove that the tree of a size began as one of an earlier size. Both have at least one entry. */
export async function consistencyProof(db: D1Database, old: number, size: number): Promise<Hash[]> {
  return hashesOf(db, old === size ? [] : consistencyRanges(old, size));
}

async function proofIn(
  db: D1Database,
  index: number,
  { size, note }: KeptCheckpoint,
): Promise<InclusionProof> {
  const hashes = await hashesOf(db, inclusionRanges(index, size));
  return { index, hashes, checkpoint: `${note}${(await cosignaturesOf(db, size)).join("")}` };
}

async function hashesOf(db: D1Database, ranges: readonly Range[]): Promise<Hash[]> {
  const reader = readerOf(await readTiles(db, tilesOf(ranges)));
  return ranges.map((range) => hashOfRange(range, reader));
}
