import { Fault } from "../web/fault.ts";
import { forgetOlderKeys } from "./key-checks.ts";
import type { SealedRow, SealedTable } from "./schema.ts";

/** Rows of a table after `after` with something not sealed by the key; without a key, rows with anything sealed. */
export async function staleRows(
  db: D1Database,
  sealed: SealedTable,
  after: string,
  key: string | undefined,
  max: number,
): Promise<SealedRow[]> {
  const { table, row, columns } = named(sealed);
  const isStale = columns.map((column) => `${column} not glob ?2`).join(" or ");
  const { results } = await db
    .prepare(
      `select ${row} as row, ${jsonOf(columns)} as sealed from ${table}
       where ${row} > ?1 and (${isStale}) order by ${row} limit ?3`,
    )
    .bind(after, key === undefined ? "none" : `v1.${key}.*`, max)
    .all<{ row: string; sealed: string }>();
  return results.map((one) => ({ row: one.row, sealed: JSON.parse(one.sealed) as SealedRow["sealed"] }));
}

/** Replaces the sealed columns that were read. A row that has changed meanwhile stays as it is. */
export function replaceRow(
  db: D1Database,
  sealed: SealedTable,
  before: SealedRow,
  after: SealedRow["sealed"],
): D1PreparedStatement {
  const { table, row, columns } = named(sealed);
  const assignments = columns.map((column) => `${column} = ?3 ->> '${column}'`).join(", ");
  return db
    .prepare(`update ${table} set ${assignments} where ${row} = ?1 and ${jsonOf(columns)} = ?2`)
    .bind(before.row, JSON.stringify(before.sealed), JSON.stringify(after));
}

/** Since when a key has been in use here, and since when everything is sealed with it. Records a new key. */
export async function keyUse(
  db: D1Database,
  key: string,
  at: Date,
): Promise<{ firstUsedAt: Date; isDone: boolean }> {
  const known = await db
    .prepare("select first_used_at, resealed_at from vault_keys where id = ?1")
    .bind(key)
    .first<{ first_used_at: string; resealed_at: string | null }>();
  if (known) return { firstUsedAt: new Date(known.first_used_at), isDone: known.resealed_at !== null };
  await db
    .prepare("insert into vault_keys (id, first_used_at) values (?1, ?2) on conflict (id) do nothing")
    .bind(key, at.toISOString())
    .run();
  return { firstUsedAt: at, isDone: false };
}

/** A key, and since when it is in use here. */
export interface KeyInUse {
  id: string;
  firstUsedAt: Date;
}

/** The newest key that seals. Read it with `newestKeyIn`. */
export function selectNewestKey(db: D1Database): D1PreparedStatement {
  return db.prepare("select id, first_used_at from vault_keys order by first_used_at desc limit 1");
}

/** What `selectNewestKey` and others like it gave; undefined before a key was noted. */
export function newestKeyIn(result: D1Result | undefined): KeyInUse | undefined {
  const [row] = (result?.results ?? []) as { id: string; first_used_at: string }[];
  return row && { id: row.id, firstUsedAt: new Date(row.first_used_at) };
}

/** Records that everything is sealed with this key, so nobody looks again. */
export async function markResealed(db: D1Database, key: string, at: Date): Promise<void> {
  await db.batch([
    db.prepare("update vault_keys set resealed_at = ?2 where id = ?1").bind(key, at.toISOString()),
    db.prepare("update vault_keys set resealed_at = null where id <> ?1").bind(key),
    forgetOlderKeys(db, key),
  ]);
}

function jsonOf(columns: readonly string[]): string {
  return `json_object(${columns.map((column) => `'${column}', ${column}`).join(", ")})`;
}

/** The names that go into SQL: constants of the rooms, checked to be nothing but names. */
function named(sealed: SealedTable): SealedTable {
  const wrong = [sealed.table, sealed.row, ...sealed.columns].find((name) => !/^[a-z][a-z_]*$/.test(name));
  if (wrong !== undefined) throw new Fault(`"${wrong}" is not the name of a table or column`);
  return sealed;
}
