import type { RecordKind } from "./record-ends.ts";

/** The last record of a kind. */
export interface RecordHead {
  kind: RecordKind;
  sequence: number;
  /** What it is recognised by: the hash of an entry of the audit log, the id of any other record. */
  name: string | null;
}

/** The last record of a kind on a day, as it was noted outside of the database. */
export interface NotedHead extends RecordHead {
  /** The organization's day. */
  day: string;
}

/** How things are with records at one moment. */
export interface Heads {
  /** The last record of each kind. */
  heads: readonly RecordHead[];
  /** By kind, what a record that was noted before is recognised by now; nothing where there is none. */
  names: ReadonlyMap<RecordKind, string>;
}

export async function readHeads(db: D1Database, noted: readonly RecordHead[]): Promise<Heads> {
  const [heads, ...names] = await db.batch([
    db.prepare("select kind, sequence, name from record_heads"),
    ...noted.map(({ kind, sequence }) =>
      db
        .prepare("select kind, name from record_names where kind = ?1 and sequence = ?2")
        .bind(kind, sequence),
    ),
  ]);
  return {
    heads: (heads?.results ?? []) as RecordHead[],
    names: new Map(
      names.flatMap(({ results }) =>
        (results as { kind: RecordKind; name: string }[]).map(({ kind, name }) => [kind, name] as const),
      ),
    ),
  };
}
