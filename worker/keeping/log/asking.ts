import { cosignatureOf, readCheckpoint } from "../../log/checkpoint.ts";
import { base64 } from "../../log/encoding.ts";
import { type NoteKey, readSignatures } from "../../log/note.ts";
import { consistencyProof } from "../../log/offering.ts";
import { type KeptCheckpoint, lastCheckpoint } from "../../log/stored.ts";
import { lastCosigned, noteAnswer, type WitnessAnswer } from "../../log/witnesses.ts";
import { Unreachable } from "../../web/reach.ts";

/** Somebody who signs what they have seen of the log, if it fits what they saw before (C2SP tlog-witness). */
export interface Witness {
  /** Where `add-checkpoint` is asked for, without a slash at the end. */
  url: string;
  key: NoteKey;
}

/** How a witness is asked: like `fetch`. Throws `Unreachable` when it does not answer. */
export type Ask = (url: string, init: { method: "POST"; body: string }) => Promise<Response>;

/**
 * Sends the last checkpoint to a witness, proves that it goes on from the one it signed last, and keeps what it signs.
 * @returns undefined where it has signed that one already, or there is none
 */
export async function askWitness(
  db: D1Database,
  { url, key }: Witness,
  ask: Ask,
  at: Date,
): Promise<WitnessAnswer | undefined> {
  const last = await lastCheckpoint(db);
  const signed = await lastCosigned(db, key.name);
  const checkpoint = last && readCheckpoint(last.note);
  if (!last || !checkpoint || signed >= last.size) return undefined;
  const standing = { witness: key.name, size: last.size, answeredAt: at };
  try {
    const { answer, lines } = await answerOf(db, url, signed, last, ask);
    const cosignature = await cosignatureOf(key, checkpoint.note.text, readSignatures(lines) ?? []);
    const said = answer === "cosigned" && !cosignature ? "invalid" : answer;
    await noteAnswer(db, { ...standing, answer: said }, cosignature);
    return said;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    await noteAnswer(db, { ...standing, answer: "silent" });
    return "silent";
  }
}

/** Asks, and once more with the size that the witness names when it saw another last. */
async function answerOf(
  db: D1Database,
  url: string,
  signed: number,
  { size, note }: KeptCheckpoint,
  ask: Ask,
): Promise<{ answer: WitnessAnswer; lines: string }> {
  const askFrom = async (old: number) => {
    const proof = old === 0 ? [] : await consistencyProof(db, old, size);
    const body = [`old ${old}`, ...proof.map(base64), "", note].join("\n");
    return ask(`${url}/add-checkpoint`, { method: "POST", body });
  };
  const first = await askFrom(signed);
  if (first.status !== 409) return { answer: meaningOf(first.status), lines: await first.text() };
  const seen = Number(/^(\d{1,15})\n$/.exec(await first.text())?.[1] ?? Number.NaN);
  if (Number.isNaN(seen)) return { answer: "invalid", lines: "" };
  // It has signed a larger tree than ours: another log goes by our name.
  if (seen > size) return { answer: "ahead", lines: "" };
  const second = await askFrom(seen);
  return { answer: meaningOf(second.status), lines: await second.text() };
}

function meaningOf(status: number): WitnessAnswer {
  if (status === 200) return "cosigned";
  return status === 422 ? "refused" : "unknown";
}
