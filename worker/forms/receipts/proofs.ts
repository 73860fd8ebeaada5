import organization from "../../../content/organization.yaml";
import { cosignatureOf, readCheckpoint, type SignedCheckpoint } from "../../log/checkpoint.ts";
import { nameOfReceiptKey, nameOfText } from "../../log/names.ts";
import { isOf, keyLine, keyOfLine, type NoteKey } from "../../log/note.ts";
import { type ProvenEntry, proveEntries } from "../../log/offering.ts";
import { entriesNamed } from "../../log/stored.ts";
import { Fault } from "../../web/fault.ts";
import type { AnyReceipt } from "./receipt.ts";

/** What the log of public facts proves of a receipt: that its text and its key were public when the tree was signed. */
export interface LogProofs {
  /** Whether a witness signed that tree too. `pending`: the log lacks the text or the key, for a minute after either. */
  standing: "witnessed" | "unwitnessed" | "pending";
  /** The keys that signed the tree, as lines. */
  keys: string[];
  /** The witnesses who signed it, as lines. */
  witnesses: string[];
  /** The entry of each text and of the key, with its proof. */
  proofs: ProvenEntry[];
}

/**
 * Proves the texts that a receipt names and the key that signs it.
 * @param kid the key's thumbprint
 */
export async function proofsOf(
  db: D1Database,
  receipt: AnyReceipt,
  kid: string,
  { witnesses = [] } = organization,
): Promise<LogProofs> {
  const policies = "events" in receipt ? receipt.events.map(({ policy }) => policy) : [receipt.policy];
  const texts = new Set(policies.map(({ version, language }) => nameOfText(version, language)));
  const entries = await proveEntries(db, [...texts, nameOfReceiptKey(kid)]);
  if (!entries) return { standing: "pending", keys: [], witnesses: [], proofs: [] };
  const checkpoint = readCheckpoint(entries.checkpoint);
  if (!checkpoint) throw new Fault("the log keeps a checkpoint that cannot be read");
  return {
    standing: entries.isWitnessed ? "witnessed" : "unwitnessed",
    keys: await signersOf(db, checkpoint),
    witnesses: await cosignersOf(
      checkpoint,
      witnesses.map(({ key }) => key),
    ),
    proofs: entries.proven,
  };
}

/** The keys that signed a checkpoint, as the log itself has them: also those that are not in use any more. */
async function signersOf(db: D1Database, { note }: SignedCheckpoint): Promise<string[]> {
  const logged = [...(await entriesNamed(db, ["log-key"])).keys()];
  return logged
    .map((name) => keyOfLine(name.slice("log-key ".length)))
    .filter((key) => key !== undefined)
    .filter((key: NoteKey) => note.signatures.some((line) => isOf(line, key)))
    .map(keyLine);
}

async function cosignersOf({ note }: SignedCheckpoint, lines: readonly string[]): Promise<string[]> {
  const signed = await Promise.all(
    lines.map(async (line) => {
      const key = keyOfLine(line);
      return key && (await cosignatureOf(key, note.text, note.signatures)) ? [line] : [];
    }),
  );
  return signed.flat();
}
