import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import type { SignedCheckpoint } from "../../worker/log/checkpoint.ts";
import { utf8 } from "../../worker/log/encoding.ts";
import { holds } from "./fault.ts";
import { checkpointIn, type ProvedEntry, provedEntry } from "./proved-entry.ts";
import { hashOf, type KeptReceipt, readReceipt, textsOf } from "./receipt-file.ts";
import { asKey, cosignedBy, isSignedByOne, type Known, type Verified } from "./verifying.ts";

/** What a reader has beside the receipt. */
export interface Beside extends Omit<Known, "since"> {
  /** What the code of a printed receipt says. */
  code?: string | undefined;
  /** The text of the policy, as a file. */
  text?: Uint8Array | undefined;
}

/** What was proved of a receipt. */
export interface ProvedReceipt {
  receipt: KeptReceipt;
  checkpoint: SignedCheckpoint;
  /** Entries by their place in the log, counted from 1. */
  entries: readonly ProvedEntry[];
  isKeyKnown: boolean;
  /** Who signed the tree of the witnesses that the reader knows, or else of those that the file names. */
  cosigned: Verified["cosigned"];
  areWitnessesKnown: boolean;
  isCodeCompared: boolean;
  isTextCompared: boolean;
}

/**
 * Verifies a receipt by itself: without a network, the site or the keys of today. It does not look at the clock.
 * @throws LogFault that says the first thing which does not hold
 */
export async function verifyReceipt(file: string, beside: Beside): Promise<ProvedReceipt> {
  const receipt = readReceipt(file);
  const { record, log } = receipt;
  const [first] = log.proofs;
  holds(
    first !== undefined,
    `it has no proofs: the log did not have its text or key yet. Download it again from ${record.iss}`,
  );
  const checkpoint = checkpointIn(first.proof);
  const key = beside.key === undefined ? undefined : asKey(beside.key);
  holds(
    await isSignedByOne(checkpoint, key ? [key] : log.keys.map(asKey)),
    `the checkpoint is not signed by ${key ? "the key that you know" : "a key that the file names"}`,
  );
  const entries = log.proofs.map(({ entry, proof }) => provedEntry(utf8(entry), proof, checkpoint));
  holdsSignature(receipt, entries);
  holdsTexts(receipt, entries);
  holdsWords(receipt);
  const witnesses = beside.witnesses ?? [];
  const named = witnesses.length > 0 ? witnesses : log.witnesses;
  return {
    receipt,
    checkpoint,
    entries,
    isKeyKnown: key !== undefined,
    cosigned: await cosignedBy(checkpoint, named.map(asKey)),
    areWitnessesKnown: witnesses.length > 0,
    ...comparedWith(receipt, beside),
  };
}

/** The key of the signature is the one that the log has, not one that only the file brings. */
function holdsSignature({ kid, input, signature }: KeptReceipt, entries: readonly ProvedEntry[]): void {
  const entry = entries.find(({ says }) => says.kind === "receipt-key" && says.kid === kid);
  holds(entry !== undefined, "the key that signed it is not proved to be in the log");
  const key = createPublicKey({ key: entry.says.jwk as JsonWebKey, format: "jwk" });
  holds(verify(null, utf8(input), key, signature), "its signature is not of the key that it names");
}

function holdsTexts({ record }: KeptReceipt, entries: readonly ProvedEntry[]): void {
  for (const { version, language, sha256 } of textsOf(record))
    holds(
      entries.some(
        ({ says }) => says.date === version && says.language === language && says.sha256 === sha256,
      ),
      `the text of ${version} in ${language} that it names is not proved to be in the log`,
    );
}

function holdsWords({ record, text }: KeptReceipt): void {
  for (const { words, labelSha256 } of record.events ?? [])
    holds(
      words === undefined || hashOf(words) === labelSha256,
      "the words beside a box are not those that were hashed",
    );
  holds(
    text === undefined || hashOf(text) === record.documentSha256,
    "the text in it is not the one that was signed",
  );
}

/** Holds a receipt against what its owner has beside it. */
function comparedWith({ record, sha256 }: KeptReceipt, { code, text }: Beside) {
  holds(
    code === undefined || code.endsWith(sha256),
    "the printed code is of another receipt: it does not hold this record’s hash",
  );
  const texts = textsOf(record).map((named) => named.sha256);
  holds(
    text === undefined || texts.includes(hashOf(text)),
    "the text that you gave is not one that it names",
  );
  return { isCodeCompared: code !== undefined, isTextCompared: text !== undefined };
}
