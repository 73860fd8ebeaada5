import { chmodSync, existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem } from "../terminal/problem.ts";
import { copyDatabase, databaseFile, readCopy } from "./database-file.ts";
import { stateFolder } from "./environment.ts";

const notes = `  npm run backup -- monday.sqlite                   also while the server runs
  STATE=/tmp/site npm run backup -- monday.sqlite   of a server with another state
  npm run backup -- monday.sql --production         says how to copy the database of the published site

What people wrote stays sealed in the copy: keep the keys (secrets.json in the state) somewhere else, and delete copies
when the days that the policy promises for backups are over. npm run restore puts a copy back.`;

const program = commandLine("backup", "Copies the database, to restore it from.", notes)
  .argument("<file>", "the file to write")
  .option("--production", "say how to copy the database of the published site")
  .action((file, { production }) => {
    if (production) console.log(`npx wrangler d1 export kept --remote --output ${file}`);
    else backup(resolve(file));
  });

await runHere(program);

function backup(file: string): void {
  if (existsSync(file)) throw new Problem(`${file} exists already: name a new file.`);
  copyDatabase(databaseFile(stateFolder()), file);
  chmodSync(file, 0o600);
  const { rows } = readCopy(file);
  const megabytes = new Intl.NumberFormat("en", { maximumFractionDigits: 1 }).format(
    statSync(file).size / 1e6,
  );
  console.log(`Wrote ${file}: ${new Intl.NumberFormat("en").format(rows)} rows, ${megabytes} MB.`);
}
