import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { LogFault } from "./fault.ts";
import { proofInWords, verifyProof } from "./proof.ts";
import { type Beside, verifyReceipt } from "./receipt.ts";
import { receiptInWords } from "./receipt-words.ts";
import { sourceOf } from "./source.ts";
import { compareTexts } from "./texts.ts";
import { type Known, verifyLog } from "./verifying.ts";
import { provedInWords } from "./words.ts";

const usage = `Checks a log of public facts, and receipts that it proves. It needs Node.js 20 or later, and nothing else.

  node check-log.mjs verify ADDRESS|FOLDER [--since FILE] [--key LINE] [--witness LINE]…
  node check-log.mjs receipt FILE [--code TEXT] [--text FILE] [--key LINE] [--witness LINE]…
  node check-log.mjs proof FILE --key LINE [--text FILE] [--witness LINE]…

  --since    a checkpoint that you kept: curl ADDRESS/log/checkpoint > checkpoint.txt
  --key      the key that signs the log, as ADDRESS/log/key gave it to you earlier
  --witness  the key of a witness, from whoever runs it
  --code     what the code on a printed receipt says
  --text     the text of the policy that a receipt or proof names, as policy.md

Receipts, and the file policy.tlog-proof of a version, are checked without a network. Ends with 0 when everything holds,
with 1 when something does not, with 2 when nothing could be checked.`;

/** Verifies a log and says in words what that proved. Throws a LogFault that says what does not hold. */
export async function verified(place: string, known: Known): Promise<string> {
  const source = sourceOf(place);
  const proved = await verifyLog(source, known);
  return provedInWords(proved, await compareTexts(source, proved.contents));
}

/** Verifies a receipt that somebody kept, and says in words what that proved. Throws a LogFault as well. */
export async function provedReceipt(file: string, beside: Beside): Promise<string> {
  return receiptInWords(await verifyReceipt(readFileSync(file, "utf8"), beside));
}

/** Verifies the proof of a text of the policy, in the same way. */
export async function provedText(file: string, beside: Beside): Promise<string> {
  return proofInWords(await verifyProof(readFileSync(file, "utf8"), beside), beside.text !== undefined);
}

const options = {
  since: { type: "string" },
  key: { type: "string" },
  witness: { type: "string", multiple: true },
  code: { type: "string" },
  text: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** What can be checked, each with what is said where it does not hold. */
const checks = new Map([
  ["verify", { check: verified, otherwise: "NOT INTACT" }],
  ["receipt", { check: provedReceipt, otherwise: "NOT GENUINE" }],
  ["proof", { check: provedText, otherwise: "NOT PROVED" }],
]);

/** The command line of the file that anybody can download. Gives the exit code. */
export async function checkLog(args: readonly string[]): Promise<0 | 1 | 2> {
  let otherwise = "";
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const [command = "", place, ...more] = positionals;
    const asked = checks.get(command);
    if (!asked || place === undefined || more.length > 0) {
      console.error(usage);
      return 2;
    }
    otherwise = asked.otherwise;
    const { since, key, witness: witnesses = [], code, text } = values;
    const known = {
      since: since === undefined ? undefined : readFileSync(since, "utf8"),
      text: text === undefined ? undefined : readFileSync(text),
    };
    console.log(await asked.check(place, { ...known, key, witnesses, code }));
    return 0;
  } catch (error) {
    if (error instanceof LogFault) {
      console.error(`${otherwise}: ${error.message}.`);
      return 1;
    }
    console.error(`Not checked: ${(error as Error).message}`);
    return 2;
  }
}
