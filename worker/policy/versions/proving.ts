import { utf8 } from "../../log/encoding.ts";
import { proofFile, readProof } from "../../log/inclusion-proof.ts";
import { nameOfText } from "../../log/names.ts";
import { proveEntries } from "../../log/offering.ts";

/**
 * The file that proves by itself that a published text stands in the log of public facts: C2SP tlog-proof, with the entry as
 * its extra data.
 * @returns undefined while the log lacks it, which is a minute after it was published
 */
export async function proofOfText(
  db: D1Database,
  date: string,
  language: string,
): Promise<string | undefined> {
  const [found] = (await proveEntries(db, [nameOfText(date, language)]))?.proven ?? [];
  const proof = found && readProof(found.proof);
  return proof && proofFile({ ...proof, extra: utf8(found.entry) });
}
