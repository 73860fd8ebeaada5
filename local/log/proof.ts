import type { SignedCheckpoint } from "../../worker/log/checkpoint.ts";
import { readProof } from "../../worker/log/inclusion-proof.ts";
import { holds } from "./fault.ts";
import { checkpointIn, type ProvedEntry, provedEntry } from "./proved-entry.ts";
import type { Beside } from "./receipt.ts";
import { hashOf } from "./receipt-file.ts";
import { asKey, cosignedBy, isSignedByOne, type Verified } from "./verifying.ts";
import { counted, named } from "./words.ts";

/** What was proved of a text of the policy by a file `policy.tlog-proof`. */
interface ProvedText {
  entry: ProvedEntry;
  checkpoint: SignedCheckpoint;
  cosigned: Verified["cosigned"];
}

/**
 * Verifies by itself that the log has an entry, and that the entry names a text.
 * @throws LogFault that says the first thing which does not hold
 */
export async function verifyProof(
  file: string,
  { key, witnesses = [], text }: Omit<Beside, "code">,
): Promise<ProvedText> {
  const extra = readProof(file)?.extra;
  holds(extra !== undefined, "this is no proof of a text: give the whole file, as it was downloaded");
  holds(key !== undefined, "it names no key: give the one of the log with --key, as ADDRESS/log/key has it");
  const checkpoint = checkpointIn(file);
  holds(
    await isSignedByOne(checkpoint, [asKey(key)]),
    "the checkpoint is not signed by the key that you know",
  );
  const entry = provedEntry(extra, file, checkpoint);
  holds(
    text === undefined || entry.says.sha256 === hashOf(text),
    "the text that you gave is not the one that was logged",
  );
  return { entry, checkpoint, cosigned: await cosignedBy(checkpoint, witnesses.map(asKey)) };
}

/** The same in words; and what was not proved. */
export function proofInWords({ entry, checkpoint, cosigned }: ProvedText, isTextCompared: boolean): string {
  const { place, says } = entry;
  return [
    `Proved: entry ${place} of the log ${checkpoint.origin}, when it had ${counted(checkpoint.size, "entry", "entries")}, is this:`,
    JSON.stringify(says, undefined, 2),
    isTextCompared
      ? "The text that you gave is the one that it names."
      : "The text was not compared: give it with --text.",
    cosigned.length === 0
      ? "UNWITNESSED: no witness that you named signed that tree, so that others saw the same log is not proved."
      : `Witnessed: ${named(cosigned)} signed the same tree.`,
  ].join("\n");
}
