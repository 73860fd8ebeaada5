import type { Note } from "./figures.ts";
import type { Period } from "./periods.ts";

/** Stores a note; the same note again changes nothing. */
export async function insertNote(
  db: D1Database,
  id: string,
  note: Omit<Note, "id">,
  at: Date,
): Promise<void> {
  await db
    .prepare(
      `insert into statistics_notes (id, day, note, written_at) values (?1, ?2, ?3, ?4)
       on conflict (id) do nothing`,
    )
    .bind(id, note.day, note.note, at.toISOString())
    .run();
}

export async function deleteNote(db: D1Database, id: string): Promise<void> {
  await db.prepare("delete from statistics_notes where id = ?1").bind(id).run();
}

/** How many notes of a period are shown. */
const maxNotes = 100;

/** The notes about the days of a period. */
export function notesIn(db: D1Database, { from, to }: Period): D1PreparedStatement {
  return db
    .prepare(
      `select id, day, note from statistics_notes where day between ?1 and ?2
       order by day, written_at limit ?3`,
    )
    .bind(from, to, maxNotes);
}
