import { existsSync, statSync, writeFileSync } from "node:fs";
import { organization } from "../editor/organization.ts";
import { Problem, readArguments, run } from "./command.ts";
import { withNewLocalDatabase } from "./database.ts";
import { type CountedLog, countLog } from "./log-import.ts";
import { logStatements } from "./log-statements.ts";

const help = `npm run visits -- import FILE — counts the views in a server log

Reads Combined Log Format, plain or gzip. Keeps counts only, by the same rules as the site; docs/decisions/0012
says what a log cannot tell. The same log again is refused.

  --before DAY     leaves out lines of that day and later (YYYY-MM-DD): name the day on which this site began to
                   count itself. Without it, the first day that the local database has counted itself.
  --out FILE.sql   writes SQL for production instead of adding to the local database:
                   npx wrangler d1 execute kept --remote --file FILE.sql
  STATE=/tmp/site  adds to the database of another state`;

await run(async () => {
  const { values, positionals } = readArguments("visits", {
    help: { type: "boolean" },
    before: { type: "string" },
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
  if (values.out === undefined) return importHere(file, values.before);
  const log = await countLog(file, values.before);
  refuseEmpty(log, file);
  writeFileSync(values.out, logStatements(log, new Date()).join(";\n").concat(";\n"));
  report(log, `Wrote ${values.out}: npx wrangler d1 execute kept --remote --file ${values.out}`);
});

async function importHere(file: string, before: string | undefined): Promise<void> {
  await withNewLocalDatabase(async ({ folder, db }) => {
    const own =
      "select min(day) as day from visit_cells where indicator = 'total' and rules not like '%-log'";
    const firstOwn = await db.prepare(own).first<string | null>("day");
    const log = await countLog(file, before ?? firstOwn ?? undefined);
    refuseEmpty(log, file);
    const known = db.prepare("select imported_at from visit_imports where digest = ?1").bind(log.digest);
    const importedAt = await known.first<string>("imported_at");
    if (importedAt !== null) throw new Problem(`${file} was imported at ${importedAt}: nothing was added.`);
    await db.batch(logStatements(log, new Date()).map((statement) => db.prepare(statement)));
    report(log, `Added to ${folder}.`);
  });
}

function refuseEmpty({ cells, kinds }: CountedLog, file: string): void {
  if (cells.length > 0) return;
  const reason = kinds.refused > 0 && kinds.other === 0 ? "is not in Combined Log Format" : "holds no page";
  throw new Problem(`${file} ${reason}: nothing was added.`);
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
