import { isRefusedBy } from "../web/refused.ts";
import { noEntry } from "./chain.ts";
import type { AuditEntry, AuditQuery, Tip } from "./entry.ts";

/** The last entry. Read it with `tipIn`. */
export function selectTip(db: D1Database): D1PreparedStatement {
  return db.prepare("select sequence, name as hash from record_heads where kind = 'audit'");
}

/** The last entry before an instant. Read it with `tipIn`. */
export function selectTipBefore(db: D1Database, before: Date): D1PreparedStatement {
  return db
    .prepare("select sequence, hash from audit_entries where at < ?1 order by sequence desc limit 1")
    .bind(before.toISOString());
}

/** The hash of one entry; undefined where there is none. */
export async function hashAt(db: D1Database, sequence: number): Promise<string | undefined> {
  const row = await db
    .prepare("select hash from audit_entries where sequence = ?1")
    .bind(sequence)
    .first<{ hash: string }>();
  // Before the first entry there is nothing, and its hash is noted so.
  return sequence === noEntry.sequence ? noEntry.hash : row?.hash;
}

/** What `selectTip` or `selectTipBefore` gave. */
export function tipIn(result: D1Result | undefined): Tip {
  const [row] = (result?.results ?? []) as unknown as Tip[];
  return row ?? noEntry;
}

/** Adds an entry. If it does not follow the last one, the database refuses the whole batch. */
export function insertEntry(db: D1Database, entry: AuditEntry): D1PreparedStatement {
  const { sequence, at, actor, action, subject, previous, hash } = entry;
  return db
    .prepare(
      `insert into audit_entries (sequence, at, actor, action, subject, previous, hash)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
    )
    .bind(sequence, at, actor, action, subject, previous, hash);
}

/** Whether an error means that another entry came in between. */
export function hasMovedOn(error: unknown): boolean {
  return isRefusedBy(error, "trigger", "the audit log has moved on");
}

/** Entries after a given one, in order. */
export async function entriesAfter(db: D1Database, sequence: number, max: number): Promise<AuditEntry[]> {
  const { results } = await db
    .prepare("select * from audit_entries where sequence > ?1 order by sequence limit ?2")
    .bind(sequence, max)
    .all<AuditEntry>();
  return results;
}

/** The latest entries that a query asks for, with `entriesIn`. `from` and `until` are instants. */
export function selectEntries(
  db: D1Database,
  { actor, action, subject, before }: AuditQuery,
  { from, until }: { from: string | null; until: string | null },
  max: number,
): D1PreparedStatement {
  return db
    .prepare(
      `select * from audit_entries
       where sequence < ?1 and (?2 is null or actor = ?2) and (?3 is null or action = ?3)
         and (?4 is null or subject = ?4) and (?5 is null or at >= ?5) and (?6 is null or at < ?6)
       order by sequence desc limit ?7`,
    )
    .bind(
      before ?? Number.MAX_SAFE_INTEGER,
      actor ?? null,
      action ?? null,
      subject ?? null,
      from,
      until,
      max,
    );
}

/** What `selectEntries` gave. */
export function entriesIn(result: D1Result | undefined): AuditEntry[] {
  return (result?.results ?? []) as unknown as AuditEntry[];
}
