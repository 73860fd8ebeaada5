import { env } from "cloudflare:workers";
import { allTables } from "./routes/growing.ts";

type Row = Readonly<Record<string, string | number | null>>;

/** What a copy of the database holds. */
export type Copy = ReadonlyMap<string, readonly Row[]>;

/** A copy of every row, as Time Travel keeps one. */
export async function copyOf(db: D1Database = env.DB): Promise<Copy> {
  const tables = await allTables();
  const found = await db.batch<Row>(tables.map((table) => db.prepare(`select * from ${table}`)));
  return new Map(tables.map((table, place) => [table, found[place]?.results ?? []]));
}

/** Puts a copy back. Triggers would refuse it, so they are away meanwhile. */
export async function putBack(copy: Copy, db: D1Database = env.DB): Promise<void> {
  const { results: triggers } = await db
    .prepare("select name, sql from sqlite_schema where type = 'trigger'")
    .all<{ name: string; sql: string }>();
  const columns = await Promise.all(
    [...copy.keys()].map(async (table) => {
      const { results } = await db
        .prepare("select name from pragma_table_info(?1)")
        .bind(table)
        .all<{ name: string }>();
      return [table, results.map(({ name }) => name)] as const;
    }),
  );
  const named = new Map(columns);
  await db.batch([
    ...triggers.map(({ name }) => db.prepare(`drop trigger ${name}`)),
    ...[...copy].flatMap(([table, rows]) => [
      db.prepare(`delete from ${table}`),
      ...rows.map((row) => insertion(db, table, named.get(table) ?? [], row)),
    ]),
    ...triggers.map(({ sql }) => db.prepare(sql)),
  ]);
}

function insertion(db: D1Database, table: string, names: readonly string[], row: Row): D1PreparedStatement {
  const marks = names.map((_, place) => `?${place + 1}`).join(", ");
  return db
    .prepare(`insert into ${table} (${names.join(", ")}) values (${marks})`)
    .bind(...names.map((name) => row[name] ?? null));
}
