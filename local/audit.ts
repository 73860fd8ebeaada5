import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem } from "../terminal/problem.ts";
import { checkAllRecords } from "../worker/accounts/signatures/all-records.ts";
import type { CheckedLog } from "../worker/audit/entry.ts";
import { checkLogAndDays } from "../worker/audit/logged-days.ts";
import type { CheckedRecords } from "../worker/audit/records.ts";
import { databaseFile } from "./database-file.ts";
import { stateFolder } from "./environment.ts";
import { headsOf } from "./heads-file.ts";
import { comparedKeys } from "./keys.ts";
import { openDatabase } from "./open-database.ts";
import { localSecrets } from "./secrets.ts";

const notes = `  npm run audit -- verify                   also while the server runs; it changes nothing
  STATE=/tmp/site npm run audit -- verify   of a server with another state
  npm run audit -- verify --production      says how to check the published site

Ends with 0 when every entry of the audit log, every consent and every signature is as it was written and none is
missing, otherwise with 1.`;

const production = `Sign in as the owner and press "Check the whole log" at /staff/audit/. The daily jobs "audit: check the log" and
"records: check consents and signatures" check the same, and /en/policy/kept/ shows it in red when one fails:

npx wrangler d1 execute kept --remote --command "select * from job_runs where result = 'failed' order by ended_at desc limit 5"`;

const program = commandLine("audit", "The audit log, consents and signatures: are they as written?", notes);

program
  .command("verify")
  .description("check every entry and record, and that none is missing")
  .option("--production", "say how to check the published site")
  .action(async (options) => {
    if (options.production) console.log(production);
    else await verify(stateFolder());
  });

await runHere(program);

async function verify(state: string): Promise<void> {
  const { db, close } = openDatabase(databaseFile(state), { readOnly: true });
  try {
    const keys = await comparedKeys(db, localSecrets(state));
    const heads = headsOf(state);
    const log = await checkLogAndDays(db, keys, heads);
    const records = await checkAllRecords(db, keys.records, heads);
    console.log([onLog(log), ...records.flatMap(onRecords)].join("\n"));
    const isIntact = records.every(({ changed, missing }) => changed.length + missing.length === 0);
    if (log.brokenAt !== undefined || !isIntact) throw new Problem("");
  } finally {
    close();
  }
}

function onLog({ entries, tip, brokenAt, fault }: CheckedLog): string {
  if (brokenAt === undefined)
    return `Audit log: intact, ${counted(entries, "entry", "entries")}${tip === "" ? "" : `, the last with the hash ${tip}`}.`;
  const why = {
    changed: "it was altered, or was not written here",
    missing: "it was taken out",
    cut: "it and all later ones were taken off the end",
  }[fault ?? "changed"];
  return `Audit log: the first entry that is not intact is ${brokenAt}: ${why}.`;
}

function onRecords({ kind, whole, changed, missing }: CheckedRecords): string[] {
  const name = kind === "consents" ? "Consents" : "Signatures";
  return [
    `${name}: ${counted(whole, "is", "are")} as written${changed.length + missing.length === 0 ? ", none is missing" : ""}.`,
    ...changed.map((id) => `${name}: ${id} was changed, or was not written here.`),
    ...missing.map(({ first, last }) =>
      first === last
        ? `${name}: number ${first} is missing.`
        : `${name}: numbers ${first} to ${last} are missing.`,
    ),
  ];
}

function counted(count: number, one: string, many: string): string {
  return `${new Intl.NumberFormat("en").format(count)} ${count === 1 ? one : many}`;
}
