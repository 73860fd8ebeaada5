import { checkOf, isAsWritten, type RecordKeys } from "../vault/record-keys.ts";

/** What is numbered one after the other, so that one that is missing is missed. */
export const recordKinds = ["audit", "consents", "signatures"] as const;

export type RecordKind = (typeof recordKinds)[number];

/** Numbers of records whose time was over, from the first to the last. */
export interface EndedNumbers {
  first: number;
  last: number;
  /** Of the audit log: the hash of the last entry among them. */
  hash: string | null;
}

interface EndRow extends EndedNumbers {
  kind: RecordKind;
  record_check: string;
}

/**
 * Notes the numbers of records that are deleted in the same batch. Neighbours become one row.
 * @param hash of the audit log: the hash of the last of them
 */
export async function endNumbers(
  db: D1Database,
  keys: RecordKeys,
  kind: RecordKind,
  numbers: readonly number[],
  hash: string | null = null,
): Promise<D1PreparedStatement[]> {
  const sorted = numbers.toSorted((one, other) => one - other);
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)];
  const { results } = await db
    .prepare(
      "select * from record_ends where kind = ?1 and last >= ?2 - 1 and first <= ?3 + 1 order by first",
    )
    .bind(kind, first, last)
    .all<EndRow>();
  const isWhole = await Promise.all(results.map((row) => isOurs(keys, row)));
  // What was not written here is not made to look as if it was.
  const beside = results.filter((_, place) => isWhole[place]);
  const added = sorted.map((number) => ({ first: number, last: number, hash }));
  const rows = await Promise.all(
    joined([...beside, ...added]).map(async (row) => ({
      ...row,
      record_check: await checkOf(keys, "record-ends", [kind, row.first, row.last, row.hash]),
    })),
  );
  return [
    db
      .prepare("delete from record_ends where kind = ?1 and first in (select value from json_each(?2))")
      .bind(kind, JSON.stringify(beside.map((row) => row.first))),
    db
      .prepare(
        `insert into record_ends (kind, first, last, hash, record_check)
         select ?1, value ->> 'first', value ->> 'last', value ->> 'hash', value ->> 'record_check'
         from json_each(?2)
         where true on conflict (kind, first) do update
           set last = excluded.last, hash = excluded.hash, record_check = excluded.record_check`,
      )
      .bind(kind, JSON.stringify(rows)),
  ];
}

/** The numbers that have ended as they were written here, in order. */
export async function endedNumbers(
  db: D1Database,
  keys: RecordKeys,
  kind: RecordKind,
): Promise<EndedNumbers[]> {
  const { results } = await db
    .prepare("select * from record_ends where kind = ?1 order by first")
    .bind(kind)
    .all<EndRow>();
  const isWhole = await Promise.all(results.map((row) => isOurs(keys, row)));
  return results.filter((_, place) => isWhole[place]);
}

function isOurs(keys: RecordKeys, { kind, first, last, hash, record_check }: EndRow): Promise<boolean> {
  return isAsWritten(keys, "record-ends", [kind, first, last, hash], record_check);
}

/** Joins neighbours and what overlaps. */
function joined(stretches: readonly EndedNumbers[]): EndedNumbers[] {
  const all: EndedNumbers[] = [];
  for (const { first, last, hash } of stretches.toSorted((a, b) => a.first - b.first)) {
    const before = all.at(-1);
    if (!before || first > before.last + 1) all.push({ first, last, hash });
    else if (last > before.last) Object.assign(before, { last, hash });
  }
  return all;
}
