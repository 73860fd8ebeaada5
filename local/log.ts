import { readFileSync } from "node:fs";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem, reasonOf } from "../terminal/problem.ts";
import { decideToGoOn, lastCheckpoint } from "../worker/log/stored.ts";
import { databaseFile } from "./database-file.ts";
import { portWanted, stateFolder } from "./environment.ts";
import { LogFault } from "./log/fault.ts";
import { provedReceipt, provedText, verified } from "./log/standalone.ts";
import { openDatabase } from "./open-database.ts";

const notes = `  npm run log -- verify                          the site that runs on this machine
  npm run log -- verify https://www.example.com
  npm run log -- verify FOLDER                   a copy of its files, without the site
  npm run log -- receipt FILE                    a receipt that somebody kept, without a network
  npm run log -- proof FILE --key LINE           policy.tlog-proof of a version, without a network
  npm run log -- go-on                also while the server runs
  npm run log -- go-on --production   says what to run for the published site`;

const production = `Find the size that the database was put back to, and say that the log goes on from there:

npx wrangler d1 execute kept --remote --command "insert into log_decisions (size, decided_at) select coalesce(max(size), 0), strftime('%Y-%m-%dT%H:%M:%fZ') from log_checkpoints"

Within a minute the cron puts back the entries that were signed since, from the copy outside of the database.`;

const program = commandLine("log", "The log of public facts: has it been rewritten?", notes);

program
  .command("verify")
  .description("check the whole log from outside, and say what that proves")
  .argument("[place]", "address of a site, or folder with a copy of its log")
  .option("--since <file>", "a checkpoint that you kept")
  .option("--key <line>", "the key that signs the log, as you know it")
  .option("--witness <line...>", "keys of witnesses, as you know them")
  .action(async (place, { since, key, witness = [] }) => {
    const known = { since: since === undefined ? undefined : contentOf(since), key, witnesses: witness };
    const site = place ?? `http://localhost:${portWanted()}`;
    console.log(await checking(() => verified(site, known), "NOT INTACT", site));
  });

program
  .command("receipt")
  .description("check a receipt that somebody kept, and say what that proves")
  .argument("<file>", "the receipt as it was downloaded or mailed")
  .option("--code <text>", "what the code on its print says")
  .option("--text <file>", "the text of the policy that it names")
  .option("--key <line>", "the key that signs the log, as you know it")
  .option("--witness <line...>", "keys of witnesses, as you know them")
  .action(async (file, { code, text, key, witness = [] }) => {
    const known = { key, witnesses: witness, code, text: text === undefined ? undefined : bytesOf(text) };
    console.log(await checking(() => provedReceipt(file, known), "NOT GENUINE", file));
  });

program
  .command("proof")
  .description("check the proof of a text of the policy, and say what that proves")
  .argument("<file>", "policy.tlog-proof of a version")
  .requiredOption("--key <line>", "the key that signs the log, as you know it")
  .option("--text <file>", "the text of the policy that it names")
  .option("--witness <line...>", "keys of witnesses, as you know them")
  .action(async (file, { text, key, witness = [] }) => {
    const known = { key, witnesses: witness, text: text === undefined ? undefined : bytesOf(text) };
    console.log(await checking(() => provedText(file, known), "NOT PROVED", file));
  });

program
  .command("go-on")
  .description("after a restore: put back what was signed since, and go on")
  .option("--production", "say what to run for the published site")
  .action(async (options) => console.log(options.production ? production : await goOn(stateFolder())));

await runHere(program);

/** @throws Problem that says what does not hold, or why nothing could be read */
async function checking(check: () => Promise<string>, otherwise: string, place: string): Promise<string> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof LogFault) throw new Problem(`${otherwise}: ${error.message}.`, { cause: error });
    throw new Problem(`${place} could not be checked (${reasonOf(error)}).`, { cause: error });
  }
}

function contentOf(file: string): string {
  return new TextDecoder().decode(bytesOf(file));
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Problem(`Cannot read ${file} (${reasonOf(error)}).`, { cause: error });
  }
}

/** Notes the decision in the database; the site's next run puts the entries back. */
async function goOn(state: string): Promise<string> {
  const { db, close } = openDatabase(databaseFile(state));
  try {
    const size = (await lastCheckpoint(db))?.size ?? 0;
    await decideToGoOn(db, size, new Date());
    return `The log may go on from entry ${size}. Within a minute the site puts back what was signed after it.`;
  } catch (error) {
    throw new Problem("The database has no log: start the site once, then try again.", { cause: error });
  } finally {
    close();
  }
}
