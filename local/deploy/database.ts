import { readFileSync, writeFileSync } from "node:fs";
import { Problem } from "../../terminal/problem.ts";
import { jsonOf, must, type Wrangler } from "./wrangler.ts";

/** The database as `wrangler.toml` names it. */
export interface NamedDatabase {
  name: string;
  /** Without one, or with zeros only, there is none yet. */
  id?: string | undefined;
}

/** Whether an id is the example of a new folder. */
export function isExampleId(id: string | undefined): boolean {
  return id === undefined || /^[0-]*$/.test(id);
}

/**
 * Finds the account's database with a name, or makes one. A deployment that was stopped finds what it made.
 * @param place options that say where its data lie, such as `--jurisdiction eu`
 * @returns its id
 */
export function databaseOf(run: Wrangler, { name, id }: NamedDatabase, place: readonly string[]): string {
  const known = listed(run);
  const [found] = known.filter((one) => one.name === name);
  if (!isExampleId(id)) {
    if (known.some((one) => one.uuid === id)) return id ?? "";
    throw new Problem(
      `wrangler.toml names the database ${id}, which this account does not have. Sign in to the account that has it, or write zeros in its place to have one made.`,
    );
  }
  if (found) return found.uuid;
  must(run, ["d1", "create", name, ...place], "read", `The database ${name} could not be made`);
  const [made] = listed(run).filter((one) => one.name === name);
  if (made) return made.uuid;
  throw new Problem(
    `The database ${name} was made, but the account does not list it: run this again in a minute.`,
  );
}

function listed(run: Wrangler): { uuid: string; name: string }[] {
  const purpose = "The account's databases could not be listed";
  return jsonOf(must(run, ["d1", "list", "--json"], "read", purpose), purpose);
}

/** Writes the id of the database into `wrangler.toml`, and leaves everything else there as it is. */
export function writeDatabaseId(file: string, id: string): void {
  const before = readFileSync(file, "utf8");
  const after = before.replace(/^(database_id\s*=\s*)"[^"]*"/m, `$1"${id}"`);
  if (!after.includes(`"${id}"`))
    throw new Problem(`${file} has no line database_id: write database_id = "${id}".`);
  if (after !== before) writeFileSync(file, after);
}

/**
 * Asks the published database.
 * @returns the rows, or undefined where the statement was refused, as for a table that is not there yet
 */
export function rowsOf<Row>(run: Wrangler, name: string, sql: string): Row[] | undefined {
  const ran = run(["d1", "execute", name, "--remote", "--json", "--command", sql], "read");
  if (ran.status !== 0) {
    if (/no such table/i.test(ran.said)) return undefined;
    throw new Problem(`The published database could not be asked: ${ran.said.slice(-1500)}`);
  }
  const [first] = jsonOf<{ results?: Row[] }[]>(ran, "The published database");
  return first?.results ?? [];
}
