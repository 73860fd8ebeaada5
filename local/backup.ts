import { chmodSync, existsSync, mkdtempSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem } from "../terminal/problem.ts";
import { asDatabase, backupPublished, withFolder } from "./d1/published.ts";
import { writeScript } from "./d1/script.ts";
import { copyDatabase, databaseFile, readCopy } from "./database-file.ts";
import { wrangler } from "./deploy/wrangler.ts";
import { stateFolder } from "./environment.ts";
import { databaseName } from "./wrangler-config.ts";

const notes = `  npm run backup -- monday.sqlite                   also while the server runs
  npm run backup -- monday.sql                      the same as a script, which D1 takes, too
  STATE=/tmp/site npm run backup -- monday.sqlite   of a server with another state
  npm run backup -- monday.sql --production         of the published site, which waits meanwhile (seconds)

Each copy is read to its end before the command says that it is there. What people wrote stays sealed in it: keep the
keys (secrets.json in the state; the Worker's secrets) somewhere else, and delete copies when the days that the policy
promises for backups are over. npm run restore puts a copy back, here or at the published site.`;

const program = commandLine("backup", "Copies the database, to restore it from.", notes)
  .argument("<file>", "the file to write: .sql for a script, anything else for a database")
  .option("--production", "copy the database of the published site, as a script")
  .action(async (file, { production }) => {
    const to = resolve(file);
    if (existsSync(to)) throw new Problem(`${to} exists already: name a new file.`);
    if (production) report(to, await backupPublished(wrangler, databaseName(), to));
    else if (to.endsWith(".sql")) await backupAsScript(to);
    else report(to, backup(to));
  });

await runHere(program);

function backup(file: string): number {
  copyDatabase(databaseFile(stateFolder()), file);
  chmodSync(file, 0o600);
  return readCopy(file).rows;
}

/** By way of a copy, because the server may be writing. */
async function backupAsScript(file: string): Promise<void> {
  const { rows, tooLong } = await withFolder(async (folder) => {
    const copy = join(folder, "copy.sqlite");
    copyDatabase(databaseFile(stateFolder()), copy);
    const { tooLong } = writeScript(copy, file);
    return { rows: asDatabase(file, mkdtempSync(join(folder, "read-"))).rows, tooLong };
  });
  report(file, rows);
  for (const table of tooLong)
    console.log(`D1 would not take it back: a row of ${table} is longer than its 100 KB for a statement.`);
}

function report(file: string, rows: number): void {
  const megabytes = new Intl.NumberFormat("en", { maximumFractionDigits: 1 }).format(
    statSync(file).size / 1e6,
  );
  console.log(`Wrote ${file}: ${new Intl.NumberFormat("en").format(rows)} rows, ${megabytes} MB.`);
}
