import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { LogFault } from "./fault.ts";
import { type Beside, verifyReceipt } from "./receipt.ts";
import { receiptInWords } from "./receipt-words.ts";
import { sourceOf } from "./source.ts";
import { compareTexts } from "./texts.ts";
import { type Known, verifyLog } from "./verifying.ts";
import { provedInWords } from "./words.ts";

const usage = `Checks a log of public facts, and receipts that it proves. It needs Node.js 20 or later, and nothing else.

  node check-log.mjs verify ADDRESS|FOLDER [--since FILE] [--key LINE] [--witness LINE]…
  node check-log.mjs receipt FILE [--code TEXT] [--text FILE] [--key LINE] [--witness LINE]…

  --since    a checkpoint that you kept: curl ADDRESS/log/checkpoint > checkpoint.txt
  --key      the key that signs the log, as ADDRESS/log/key gave it to you earlier
  --witness  the key of a witness, from whoever runs it
  --code     what the code on a printed receipt says
  --text     the text of the policy that a receipt names, as policy.md

A receipt is checked without a network. Ends with 0 when everything holds, with 1 when something does not, with 2 when it
was not understood.`;

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

const options = {
  since: { type: "string" },
  key: { type: "string" },
  witness: { type: "string", multiple: true },
  code: { type: "string" },
  text: { type: "string" },
} as const;

/** The command line of the file that anybody can download. Gives the exit code. */
export async function checkLog(args: readonly string[]): Promise<0 | 1 | 2> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [command, place, ...more] = positionals;
    if (place === undefined || more.length > 0 || !["verify", "receipt"].includes(String(command))) {
      console.error(usage);
      return 2;
    }
    const { since, key, witness: witnesses = [], code, text } = values;
    console.log(
      command === "receipt"
        ? await provedReceipt(place, {
            key,
            witnesses,
            code,
            text: text === undefined ? undefined : readFileSync(text),
          })
        : await verified(place, {
            since: since === undefined ? undefined : readFileSync(since, "utf8"),
            key,
            witnesses,
          }),
    );
    return 0;
  } catch (error) {
    console.error(
      error instanceof LogFault
        ? `NOT ${args[0] === "receipt" ? "GENUINE" : "INTACT"}: ${error.message}.`
        : `Not checked: ${(error as Error).message}`,
    );
    return 1;
  }
}
