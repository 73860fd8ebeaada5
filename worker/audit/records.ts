import type { RecordKeys } from "../vault/record-keys.ts";
import type { NotedHead } from "./head-rows.ts";
import { endedNumbers, type RecordKind } from "./record-ends.ts";

/** A record that was checked. */
export interface CheckedRow {
  sequence: number;
  id: string;
  /** Whether it is as it was written here. */
  holds: boolean;
}

/** A kind of record, and how its rows are read and checked. */
export interface RecordTable {
  kind: Exclude<RecordKind, "audit">;
  /** Rows after a number, in order. */
  rowsAfter: (db: D1Database, keys: RecordKeys, sequence: number, max: number) => Promise<CheckedRow[]>;
  /** Ids of rows that contradict others, although each holds. */
  misplaced?: (db: D1Database) => Promise<string[]>;
}

/** The result of checking all records of a kind. */
export interface CheckedRecords {
  kind: RecordTable["kind"];
  /** How many hold. */
  whole: number;
  /** Ids of those that were not written here, or were changed since. */
  changed: readonly string[];
  /** Numbers that are missing, from the first to the last. */
  missing: readonly { first: number; last: number }[];
}

/** How many rows a check reads at once. */
const maxAtOnce = 5000;

/**
 * Checks every record of a kind, and that none of its numbers is missing: each has a row or has ended, up to the last
 * number that was noted outside of the database.
 */
export async function checkRecords(
  db: D1Database,
  keys: RecordKeys,
  { kind, rowsAfter, misplaced }: RecordTable,
  heads: readonly NotedHead[],
): Promise<CheckedRecords> {
  const noted = heads.filter((head) => head.kind === kind);
  const names = new Map(noted.map(({ sequence, name }) => [sequence, name]));
  const changed = new Set(await misplaced?.(db));
  const present: number[] = [];
  for (let after = 0; ; ) {
    const rows = await rowsAfter(db, keys, after, maxAtOnce);
    for (const { sequence, id, holds } of rows) {
      present.push(sequence);
      const name = names.get(sequence);
      if (!holds || (name !== undefined && name !== null && name !== id)) changed.add(id);
    }
    after = rows.at(-1)?.sequence ?? after;
    if (rows.length < maxAtOnce) break;
  }
  const ended = await endedNumbers(db, keys, kind);
  const last = Math.max(0, ...noted.map(({ sequence }) => sequence));
  const covered = [...ended, ...present.map((number) => ({ first: number, last: number }))];
  const missing = gapsIn(covered, last);
  return { kind, whole: present.length - changed.size, changed: [...changed], missing };
}

/** The numbers from 1 on that none of these stretches covers, up to the last of them or a later number. */
export function gapsIn(
  stretches: readonly { first: number; last: number }[],
  upTo: number,
): { first: number; last: number }[] {
  const gaps: { first: number; last: number }[] = [];
  let next = 1;
  for (const { first, last } of stretches.toSorted((one, other) => one.first - other.first)) {
    if (first > next) gaps.push({ first: next, last: first - 1 });
    next = Math.max(next, last + 1);
  }
  if (upTo >= next) gaps.push({ first: next, last: upTo });
  return gaps;
}
