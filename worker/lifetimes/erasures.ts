import type { Erasure } from "./erasure.ts";

/** Records that somebody was erased. Of two erasures of one address the later instant counts. */
export function insertErasure(db: D1Database, erasure: Erasure): D1PreparedStatement {
  return insertErasures(db, [erasure]);
}

/** The same for many at once, in one statement. */
export function insertErasures(db: D1Database, erasures: readonly Erasure[]): D1PreparedStatement {
  return db
    .prepare(
      `insert into erasures (subject_index, erased_at)
       select value ->> 'subjectIndex', value ->> 'erasedAt' from json_each(?1) where true
       on conflict (subject_index) do update set erased_at = max(erased_at, excluded.erased_at)`,
    )
    .bind(JSON.stringify(erasures));
}

/** The newest erasure as one comparable text; undefined when there is none. */
export async function newestErasure(db: D1Database): Promise<string | undefined> {
  const row = await db
    .prepare(
      `select erased_at || ' ' || subject_index as newest from erasures
       order by erased_at desc, subject_index desc limit 1`,
    )
    .first<{ newest: string }>();
  return row?.newest;
}

/** Every erasure that a copy of the database may not know. */
export async function allErasures(db: D1Database): Promise<Erasure[]> {
  const { results } = await db
    .prepare("select subject_index as subjectIndex, erased_at as erasedAt from erasures")
    .all<Erasure>();
  return results;
}

/** How many were erased in a stretch of time, as `count`. */
export function countErasures(db: D1Database, from: Date, to: Date): D1PreparedStatement {
  return db
    .prepare("select count(*) as count from erasures where erased_at >= ?1 and erased_at < ?2")
    .bind(from.toISOString(), to.toISOString());
}

/** Forgets up to `max` erasures that every copy of the database knows. */
export function deleteErasuresBefore(db: D1Database, before: Date, max: number): D1PreparedStatement {
  return db
    .prepare(
      `delete from erasures where subject_index in (
         select subject_index from erasures where erased_at < ?1 order by erased_at limit ?2
       )`,
    )
    .bind(before.toISOString(), max);
}

/** The blind indexes, in order, of addresses that we hold anything about. */
export async function knownAddressesAfter(db: D1Database, index: string, max: number): Promise<string[]> {
  const { results } = await db
    .prepare("select email_index from known_addresses where email_index > ?1 order by 1 limit ?2")
    .bind(index, max)
    .all<{ email_index: string }>();
  return results.map(({ email_index }) => email_index);
}

/** Files what an address sent up to an instant under another blind index. */
export function moveSubmissions(
  db: D1Database,
  from: string,
  to: string,
  until: string,
): D1PreparedStatement {
  return db
    .prepare("update submissions_by_email set email_index = ?2 where email_index = ?1 and received_at <= ?3")
    .bind(from, to, until);
}

/** Files one record under another blind index, whatever it is and whether or not it has an address. */
export function moveSubmission(db: D1Database, reference: string, to: string): D1PreparedStatement {
  return db
    .prepare("update submissions_by_email set email_index = ?2 where reference = ?1")
    .bind(reference, to);
}

/** References, in order, of everything that was sent. */
export async function knownSubmissionsAfter(
  db: D1Database,
  reference: string,
  max: number,
): Promise<string[]> {
  const { results } = await db
    .prepare("select reference from submissions where reference > ?1 order by reference limit ?2")
    .bind(reference, max)
    .all<{ reference: string }>();
  return results.map((row) => row.reference);
}
