import { env } from "cloudflare:workers";

/** A trigger, as the schema keeps it. */
interface Trigger {
  name: string;
  table: string;
  sql: string;
}

/** What the migrations make. */
interface Known {
  schema: string;
  /** The newest first, for it may refer to an older one. */
  tables: string[];
  triggers: Trigger[];
}

let known: Known | undefined;

/** Every part of the schema, and the migrations that were applied. What the platform keeps is its own. */
const wholeSchema = `(select group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10)) from (
    select * from sqlite_schema where name not glob '_cf_*' order by type, name
  )) || (select json_group_array(id || ' ' || name || ' ' || applied_at) from d1_migrations)`;

/** Takes the tables that are there for those that the migrations make. */
export async function rememberTables(): Promise<void> {
  const row = await env.DB.prepare(`select ${wholeSchema} as schema`).first<{ schema: string }>();
  const { results } = await env.DB.prepare(
    `select name from sqlite_schema
     where type = 'table' and name not glob '_cf_*' and name not glob 'sqlite_*' and name <> 'd1_migrations'
     order by rowid desc`,
  ).all<{ name: string }>();
  known = {
    schema: row?.schema ?? "",
    tables: results.map(({ name }) => name),
    triggers: await triggersNow(),
  };
}

/**
 * Deletes every row, and every trigger that a test has added.
 * @returns whether everything is as the migrations make it: false if a test has changed the tables otherwise, or none
 *   were made yet
 */
export async function emptyTables(): Promise<boolean> {
  if (!known) return false;
  const { tables, triggers } = known;
  const found = await looked(known);
  if (!found) return false;
  const added = found.schema === known.schema ? [] : (await triggersNow()).filter(isNoneOf(triggers));
  if (found.schema !== known.schema && added.length === 0) return false;
  const full = tables.filter((table) => found[table] === 1);
  const refusing = triggers.filter(({ table, sql }) => full.includes(table) && /\bdelete on\b/i.test(sql));
  const statements = [
    ...[...added, ...refusing].map(({ name }) => `drop trigger if exists ${name}`),
    ...full.map((table) => `delete from ${table}`),
    // All of a table that deletions meet, in the order of the schema: they are called in it.
    ...refusing.map(({ sql }) => sql),
  ];
  // The runtime takes them as one in two thirds of the time.
  if (statements.length > 0) await env.DB.batch([env.DB.prepare(statements.join(";\n"))]);
  // Beside the triggers something else may be another.
  return added.length === 0 || (await looked(known))?.schema === known.schema;
}

/** The schema, and for each table whether it has a row: 1 or 0. Undefined if a table is missing. */
async function looked({
  tables,
}: Known): Promise<({ schema: string } & Record<string, unknown>) | undefined> {
  const full = tables.map((table) => `exists(select 1 from ${table}) as ${table}`);
  const query = `select ${[`${wholeSchema} as schema`, ...full].join(", ")}`;
  try {
    return (await env.DB.prepare(query).first<{ schema: string }>()) ?? undefined;
  } catch (error) {
    if (String(error).includes("no such table")) return undefined;
    throw error;
  }
}

async function triggersNow(): Promise<Trigger[]> {
  const query =
    "select name, tbl_name as \"table\", sql from sqlite_schema where type = 'trigger' order by rowid";
  return (await env.DB.prepare(query).all<Trigger & Record<string, unknown>>()).results;
}

const isNoneOf =
  (triggers: readonly Trigger[]) =>
  ({ name }: Trigger): boolean =>
    !triggers.some((one) => one.name === name);
