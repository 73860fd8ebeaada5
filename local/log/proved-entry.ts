import { readCheckpoint, type SignedCheckpoint } from "../../worker/log/checkpoint.ts";
import { leafHash } from "../../worker/log/hashes.ts";
import { readProof } from "../../worker/log/inclusion-proof.ts";
import { isIncluded } from "../../worker/log/proving.ts";
import { holds } from "./fault.ts";

/** An entry of the log that was proved. */
export interface ProvedEntry {
  /** Counted from 1. */
  place: number;
  says: Readonly<Record<string, unknown>>;
}

/** The checkpoint in a proof's file. Nothing of it has been proved yet. */
export function checkpointIn(proof: string): SignedCheckpoint {
  const checkpoint = readCheckpoint(readProof(proof)?.checkpoint ?? "");
  holds(checkpoint !== undefined, "the proof holds no checkpoint of a log");
  return checkpoint;
}

/** @throws LogFault unless the file proves that an entry is in the tree of a checkpoint */
export function provedEntry(
  entry: Uint8Array,
  file: string,
  { note, ...tree }: SignedCheckpoint,
): ProvedEntry {
  const proof = readProof(file);
  const isOfTree = proof !== undefined && readCheckpoint(proof.checkpoint)?.note.text === note.text;
  const written = new TextDecoder().decode(entry);
  holds(
    isOfTree && isIncluded(leafHash(entry), proof.index, tree, proof.hashes),
    `the log does not have this entry: ${written}`,
  );
  return { place: proof.index + 1, says: JSON.parse(written) as ProvedEntry["says"] };
}
