import { base64, bytesIn } from "./encoding.ts";
import type { Hash } from "./hashes.ts";
import { isOf, isSignature, type Note, type NoteKey, type NoteSignature, readNote } from "./note.ts";

/** A tree at one size, as its log signs it (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** The log's name: its address without a scheme. */
  origin: string;
  size: number;
  root: Hash;
}

/** A checkpoint that was read, with the note it came in. Nothing of it has been proved yet. */
export interface SignedCheckpoint extends Checkpoint {
  note: Note;
}

/** The text of a checkpoint, which is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64(root)}\n`;
}

/** Reads a checkpoint; undefined when it is none. */
export function readCheckpoint(written: string): SignedCheckpoint | undefined {
  const note = readNote(written);
  const [origin = "", size = "", hash = "", ...more] = note?.text.split("\n") ?? [];
  const root = bytesIn(hash);
  const isSize = /^(?:0|[1-9]\d{0,14})$/.test(size);
  if (!note || origin === "" || !isSize || root?.length !== 32 || more.at(-1) !== "") return undefined;
  return { origin, size: Number(size), root, note };
}

/** What a witness said about a checkpoint, and when. */
export interface Cosignature {
  at: Date;
  line: string;
}

/** The text that a witness signs (C2SP tlog-cosignature, `cosignature/v1`). */
export function cosignedText(seconds: number, text: string): string {
  return `cosignature/v1\ntime ${seconds}\n${text}`;
}

/** The signature of a witness among some lines, if it covers a checkpoint's text; undefined if none does. */
export async function cosignatureOf(
  witness: NoteKey,
  text: string,
  lines: readonly NoteSignature[],
): Promise<Cosignature | undefined> {
  for (const { signature, line } of lines.filter((one) => isOf(one, witness))) {
    if (signature.length !== 72) continue;
    const seconds = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
    // Whoever signed for a time that no clock shows has not said when.
    if (seconds === 0n || seconds > BigInt(8.64e12)) continue;
    const isItsOwn = await isSignature(witness, signature.slice(8), cosignedText(Number(seconds), text));
    if (isItsOwn) return { at: new Date(Number(seconds) * 1000), line };
  }
  return undefined;
}
