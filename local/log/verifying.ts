import { cosignatureOf, readCheckpoint, type SignedCheckpoint } from "../../worker/log/checkpoint.ts";
import { isSameHash } from "../../worker/log/hashes.ts";
import { isOf, isSignedBy, keyLine, keyOfLine, type NoteKey } from "../../worker/log/note.ts";
import { grown, readerOf, rootOf } from "../../worker/log/tiles.ts";
import { holds } from "./fault.ts";
import { compareTiles, fetchEntries } from "./fetching.ts";
import { type LogContents, readEntries } from "./reading-entries.ts";
import type { LogSource } from "./source.ts";

/** What a reader knows from elsewhere. */
export interface Known {
  /** A checkpoint that they kept. */
  since?: string | undefined;
  /** The key that signs the log, as a line. */
  key?: string | undefined;
  /** Keys of witnesses, as lines. */
  witnesses?: readonly string[];
}

/** What was proved of a log. */
export interface Verified {
  checkpoint: SignedCheckpoint;
  contents: LogContents;
  /** Whether the key was known from elsewhere, or came with a checkpoint that was kept. */
  isKeyKnown: boolean;
  since?: SignedCheckpoint;
  /** Who signed the checkpoint of the witnesses that are known, and when. */
  cosigned: readonly { witness: string; at: Date }[];
}

/**
 * Verifies everything of a log: who signed it, that its entries make that tree, that its tiles are theirs, that it goes on
 * from a checkpoint that was kept, and that no entry contradicts another.
 * @throws LogFault that says the first thing which does not hold
 */
export async function verifyLog(source: LogSource, known: Known): Promise<Verified> {
  const served = await textOf(source, "key");
  const keys = served.split("\n").filter(Boolean).map(asKey);
  const since = known.since === undefined ? undefined : await kept(known.since, keys);
  const checkpoint = asCheckpoint(await textOf(source, "checkpoint"), `the checkpoint of ${source.name}`);
  const key = known.key === undefined ? undefined : asKey(known.key);
  holds(
    await isSignedByOne(checkpoint, key ? [key] : keys),
    `the checkpoint is not signed by ${key ? "the key that you know" : "a key of the log"}`,
  );
  holds(
    (since?.size ?? 0) <= checkpoint.size,
    `the log has ${checkpoint.size} entries, but the checkpoint that you kept has ${since?.size}: an old one was put in its place, or entries were taken away`,
  );
  const entries = await fetchEntries(source, checkpoint.size);
  const tiles = grown(0, [], entries);
  const reader = readerOf(tiles);
  holds(
    isSameHash(rootOf(checkpoint.size, reader), checkpoint.root),
    "the entries do not make the tree that was signed: one was changed, put in or taken out",
  );
  await compareTiles(source, tiles);
  holds(
    since === undefined || isSameHash(rootOf(since.size, reader), since.root),
    `the first ${since?.size} entries are not those of the checkpoint that you kept: the log has been rewritten`,
  );
  const contents = readEntries(entries);
  for (const line of keys.map(keyLine))
    holds(contents.logKeys.includes(line), "a key that signs the log has no entry in it");
  const cosigned = await cosignedBy(checkpoint, (known.witnesses ?? []).map(asKey));
  return {
    checkpoint,
    contents,
    isKeyKnown: key !== undefined || since !== undefined,
    ...(since ? { since } : {}),
    cosigned,
  };
}

/** A checkpoint that was kept. One key signed both it and the present log, or the key of the log tells nothing. */
async function kept(written: string, keys: readonly NoteKey[]): Promise<SignedCheckpoint> {
  const since = asCheckpoint(written, "the checkpoint that you kept");
  holds(await isSignedByOne(since, keys), "the checkpoint that you kept is not signed by a key of this log");
  return since;
}

/** Whether keys of a log signed a checkpoint: at least one, and none of them wrongly. */
export async function isSignedByOne(
  { note, origin }: SignedCheckpoint,
  keys: readonly NoteKey[],
): Promise<boolean> {
  const own = keys.filter((key) => key.name === origin && note.signatures.some((line) => isOf(line, key)));
  const checked = await Promise.all(own.map((key) => isSignedBy(note, key)));
  return checked.length > 0 && checked.every(Boolean);
}

/** Who signed a checkpoint of some witnesses, and when. */
export async function cosignedBy(
  { note }: SignedCheckpoint,
  witnesses: readonly NoteKey[],
): Promise<Verified["cosigned"]> {
  const found = await Promise.all(
    witnesses.map(async (witness) => {
      const cosignature = await cosignatureOf(witness, note.text, note.signatures);
      return cosignature ? [{ witness: witness.name, at: cosignature.at }] : [];
    }),
  );
  return found.flat();
}

async function textOf(source: LogSource, path: string): Promise<string> {
  const bytes = await source.read(path);
  holds(bytes !== undefined, `${source.name} has no log: ${path} is missing`);
  return new TextDecoder().decode(bytes);
}

function asCheckpoint(written: string, name: string): SignedCheckpoint {
  const checkpoint = readCheckpoint(written);
  holds(checkpoint !== undefined, `${name} is no checkpoint`);
  return checkpoint;
}

/** @throws LogFault unless a line is a key */
export function asKey(line: string): NoteKey {
  const key = keyOfLine(line);
  holds(key !== undefined, `“${line}” is no key`);
  return key;
}
