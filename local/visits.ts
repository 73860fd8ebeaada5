import { existsSync, statSync, writeFileSync } from "node:fs";
import { organization } from "../editor/organization.ts";
import { dayArgument } from "../terminal/arguments.ts";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem } from "../terminal/problem.ts";
import { legalName } from "../worker/web/names.ts";
import { addLog } from "./log-database.ts";
import { type CountedLog, countLog } from "./log-import.ts";
import { logStatements } from "./log-statements.ts";

const notes = `Reads Combined Log Format, plain or gzip. Keeps counts only, by the same rules as the site; docs/decisions/0012
says what a log cannot tell. A log is added whole or not at all, and the same log again is refused.

  STATE=/tmp/site npm run visits -- import FILE   adds to the database of another state`;

const program = commandLine("visits", "Counts the views in a server log.", notes);

program
  .command("import")
  .description("add the views of a log to the local database")
  .argument("<file>", "one log: Combined Log Format, plain or gzip")
  .option(
    "--before <day>",
    "leave out lines of that day and later: the day on which this site began to count itself, if not given the first that the local database has counted",
    dayArgument,
  )
  .option("--another", "add a log of days that an earlier one has counted, such as another server's")
  .option(
    "--out <file>",
    "write SQL for production instead: npx wrangler d1 execute kept --remote --file FILE",
  )
  .action(importLog);

await runHere(program);

async function importLog(
  file: string,
  { another = false, ...options }: { another?: boolean; before?: string; out?: string },
): Promise<void> {
  if (!existsSync(file) || !statSync(file).isFile()) throw new Problem(`There is no file ${file}.`);
  process.on("SIGINT", stopped);
  if (options.out === undefined) {
    // What runs the database takes a second to load.
    const { withNewLocalDatabase } = await import("./database.ts");
    return withNewLocalDatabase(async ({ folder, db }) => {
      report(await addLog(db, file, { ...options, another }), `Added to ${folder}.`);
    });
  }
  const log = await countLog(file, options.before);
  writeFileSync(options.out, logStatements(log, new Date(), another).join(";\n").concat(";\n"));
  report(log, `Wrote ${options.out}: npx wrangler d1 execute kept --remote --file ${options.out}`);
}

/** Says what became of the log, and exits as an interrupted command does. */
function stopped(): never {
  console.error(
    "\nStopped: a log is added whole or not at all. The same command again adds it, or says that it was.",
  );
  process.exit(130);
}

function report({ lines, kinds, cells, firstDay, lastDay }: CountedLog, last: string): void {
  const number = new Intl.NumberFormat("en");
  console.log(`${number.format(lines)} lines for ${legalName(organization)}
${number.format(kinds.counted)} views, ${firstDay} to ${lastDay} (${number.format(cells.length)} counts)
${number.format(kinds["not-counted"])} not counted: robots, errors, staff pages
${number.format(kinds.other)} no page, or left out by day
${number.format(kinds.refused)} refused: not in Combined Log Format
${last}`);
}
