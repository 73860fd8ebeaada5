import type { SealedRow, SealedTable } from "./schema.ts";

/** Rows of a table after `after` that hold something not sealed with the key; without a key all that hold anything. */
export async function staleRows(
  db: D1Database,
  { stale }: SealedTable,
  after: string,
  key: string | undefined,
  most: number,
): Promise<SealedRow[]> {
  const { results } = await db
    .prepare(stale)
    .bind(after, key === undefined ? "none" : `v1.${key}.*`, most)
    .all<{ row: string; sealed: string }>();
  return results.map(({ row, sealed }) => ({ row, sealed: JSON.parse(sealed) as SealedRow["sealed"] }));
}

/** Puts sealed columns in place of what was read; a row that has changed meanwhile stays as it is. */
export function replaceRow(
  db: D1Database,
  { replace }: SealedTable,
  before: SealedRow,
  after: SealedRow["sealed"],
): D1PreparedStatement {
  return db.prepare(replace).bind(before.row, JSON.stringify(before.sealed), JSON.stringify(after));
}

/** Since when a key seals here, and since when everything is sealed with it; notes a key that is new. */
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

/** Notes that everything is sealed with this key and so with no other, so that nobody looks again. */
export async function markResealed(db: D1Database, key: string, at: Date): Promise<void> {
  await db.batch([
    db.prepare("update vault_keys set resealed_at = ?2 where id = ?1").bind(key, at.toISOString()),
    db.prepare("update vault_keys set resealed_at = null where id <> ?1").bind(key),
  ]);
}
