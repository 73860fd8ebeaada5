import { type KeyRing, type Resealed, SealBroken, type SealedRow, type SealedTable } from "./schema.ts";
import { replaceRow, staleRows } from "./sealed-rows.ts";
import { keyIdOf, seal, unseal } from "./sealing.ts";

/** Rows per batch. Even with the longest texts that forms accept, a batch stays far below D1's limits. */
const maxAtOnce = 20;

/**
 * Reseals with the current key everything that was sealed with another. Each batch is all or nothing, so a run can stop
 * anywhere and start again. Rows that do not open stay as they are.
 * @yields after each batch, how many rows it resealed and how many are broken
 */
export async function* resealAll(
  db: D1Database,
  ring: KeyRing,
  tables: readonly SealedTable[],
): AsyncGenerator<Resealed> {
  for (const table of tables) {
    for (let after = ""; ; ) {
      const rows = await staleRows(db, table, after, ring.current, maxAtOnce);
      const last = rows.at(-1);
      if (!last) break;
      yield await resealRows(db, ring, table, rows);
      after = last.row;
    }
  }
}

/** How many rows `resealAll` would go through. */
export async function countStale(
  db: D1Database,
  ring: KeyRing,
  tables: readonly SealedTable[],
): Promise<number> {
  let count = 0;
  for (const table of tables) {
    for await (const _ of rowsOf(db, table, ring.current)) count += 1;
  }
  return count;
}

/** How many texts each key has sealed, whether or not the ring has the key. */
export async function countByKey(
  db: D1Database,
  tables: readonly SealedTable[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const table of tables) {
    for await (const { sealed } of rowsOf(db, table)) {
      for (const text of Object.values(sealed)) {
        if (text === null) continue;
        const key = keyIdOf(text) ?? "";
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return counts;
}

async function* rowsOf(db: D1Database, table: SealedTable, butKey?: string): AsyncGenerator<SealedRow> {
  for (let after = ""; ; ) {
    const rows = await staleRows(db, table, after, butKey, maxAtOnce);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.row;
  }
}

async function resealRows(
  db: D1Database,
  ring: KeyRing,
  table: SealedTable,
  rows: readonly SealedRow[],
): Promise<Resealed> {
  const statements: D1PreparedStatement[] = [];
  for (const row of rows) {
    try {
      statements.push(replaceRow(db, table, row, await resealed(ring, table.table, row)));
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
    }
  }
  if (statements.length > 0) await db.batch(statements);
  return { resealed: statements.length, broken: rows.length - statements.length };
}

async function resealed(
  ring: KeyRing,
  table: string,
  { row, sealed }: SealedRow,
): Promise<SealedRow["sealed"]> {
  const columns = Object.entries(sealed).map(async ([column, text]) => {
    const place = { table, column, row };
    return [column, text === null ? null : await seal(ring, place, await unseal(ring, place, text))];
  });
  return Object.fromEntries(await Promise.all(columns)) as SealedRow["sealed"];
}
