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

/** The last record of each kind. */
export async function readHeads(db: D1Database): Promise<RecordHead[]> {
  const { results } = await db.prepare("select kind, sequence, name from record_heads").all<RecordHead>();
  return results;
}

/** What the record with a number is recognised by now; undefined when there is none. */
export async function recordName(
  db: D1Database,
  { kind, sequence }: RecordHead,
): Promise<string | undefined> {
  const row = await db
    .prepare("select name from record_names where kind = ?1 and sequence = ?2")
    .bind(kind, sequence)
    .first<{ name: string }>();
  return row?.name;
}
