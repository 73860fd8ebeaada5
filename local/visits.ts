import { existsSync, statSync, writeFileSync } from "node:fs";
import { organization } from "../editor/organization.ts";
import { Problem, readArguments, run } from "./command.ts";
import { addLog } from "./log-database.ts";
import { type CountedLog, countLog } from "./log-import.ts";
import { logStatements } from "./log-statements.ts";

const help = `npm run visits -- import FILE — counts the views in a server log

Reads Combined Log Format, plain or gzip. Keeps counts only, by the same rules as the site; docs/decisions/0012
says what a log cannot tell. A log is added whole or not at all, and the same log again is refused.

  --before DAY     leaves out lines of that day and later (YYYY-MM-DD): name the day on which this site began to
                   count itself. Without it, the first day that the local database has counted itself.
  --another        adds a log of days that an earlier one has counted: another server's, or one that was rotated
                   within a day. Without it, such a log is refused.
  --out FILE.sql   writes SQL for production instead of adding to the local database:
                   npx wrangler d1 execute kept --remote --file FILE.sql
  STATE=/tmp/site  adds to the database of another state`;

await run(async () => {
  const { values, positionals } = readArguments("visits", {
    help: { type: "boolean" },
    before: { type: "string" },
    another: { type: "boolean", default: false },
    out: { type: "string" },
  });
  if (values.help) return console.log(help);
  const [verb, file, ...more] = positionals;
  if (verb !== "import" || file === undefined || more.length > 0) {
    throw new Problem("Name one log: npm run visits -- import FILE. See npm run visits -- --help.");
  }
  if (!existsSync(file) || !statSync(file).isFile()) throw new Problem(`There is no file ${file}.`);
  if (values.before !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(values.before)) {
    throw new Problem(`"${values.before}" is not a day: write it as YYYY-MM-DD.`);
  }
  process.on("SIGINT", stopped);
  if (values.out === undefined) {
    // What runs the database takes a second to load.
    const { withNewLocalDatabase } = await import("./database.ts");
    return withNewLocalDatabase(async ({ folder, db }) => {
      report(await addLog(db, file, values), `Added to ${folder}.`);
    });
  }
  const log = await countLog(file, values.before);
  writeFileSync(values.out, logStatements(log, new Date(), values.another).join(";\n").concat(";\n"));
  report(log, `Wrote ${values.out}: npx wrangler d1 execute kept --remote --file ${values.out}`);
});

/** Says what became of the log, and ends as a command does that was interrupted. */
function stopped(): never {
  console.error(
    "\nStopped: a log is added whole or not at all. The same command again adds it, or says that it was.",
  );
  process.exit(130);
}

function report({ lines, kinds, cells, firstDay, lastDay }: CountedLog, last: string): void {
  const number = new Intl.NumberFormat("en");
  console.log(`${number.format(lines)} lines for ${organization.name}
${number.format(kinds.counted)} views, ${firstDay} to ${lastDay} (${number.format(cells.length)} counts)
${number.format(kinds["not-counted"])} not counted: robots, errors, staff pages
${number.format(kinds.other)} no page, or left out by day
${number.format(kinds.refused)} refused: not in Combined Log Format
${last}`);
}
