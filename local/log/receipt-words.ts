import type { ProvedReceipt } from "./receipt.ts";
import { textsOf } from "./receipt-file.ts";
import { counted, named } from "./words.ts";

/** What was proved of a receipt, in words; and what was not. */
export function receiptInWords(proved: ProvedReceipt): string {
  const { receipt, checkpoint, entries } = proved;
  const { record, kid, sha256, text } = receipt;
  const tree = `the log ${checkpoint.origin} when it had ${counted(checkpoint.size, "entry", "entries")}`;
  const placeOf = (isIt: (says: Readonly<Record<string, unknown>>) => boolean) =>
    entries.find(({ says }) => isIt(says))?.place;
  const texts = textsOf(record).map(
    ({ version, language, sha256: hash }) =>
      `The policy of ${version} in ${language} (SHA-256 ${hash}) is entry ${placeOf((says) => says.date === version && says.language === language)} of it.`,
  );
  return [
    `Genuine: the record below was signed by ${record.iss}, and nothing in it was changed.`,
    `The key that signed it (${kid}) is entry ${placeOf((says) => says.kid === kid)} of ${tree}.`,
    ...texts,
    proved.isKeyKnown
      ? "The key that signed the log is the one that you know."
      : "The key that signed the log is the one that the file names: compare it with what you know from elsewhere.",
    witnessedInWords(proved),
    proved.isTextCompared
      ? "The text of the policy that you gave is the one that it names."
      : "The text of the policy was not compared: give it with --text.",
    proved.isCodeCompared
      ? "The printed code holds the hash of this record."
      : `A printed code of this receipt ends in ${sha256}.`,
    "",
    JSON.stringify(record, undefined, 2),
    ...(text === undefined ? [] : ["", "What was signed, word for word:", "", text]),
  ].join("\n");
}

function witnessedInWords({ cosigned, areWitnessesKnown }: ProvedReceipt): string {
  if (cosigned.length === 0)
    return "UNWITNESSED: nobody else signed that tree, so that others saw the same log is not proved.";
  const names = named(cosigned);
  return areWitnessesKnown
    ? `Witnessed: ${names} signed the same tree.`
    : `Witnessed: ${names} signed the same tree, by the keys that the file names: compare them with what you know from elsewhere.`;
}
