import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { seal, unseal } from "../../vault/sealing.ts";
import { openEach } from "../../vault/set-aside.ts";

export const sealedNotes = {
  table: "desk_notes",
  row: "id",
  columns: ["sealed_note"],
} as const satisfies SealedTable;

/** What somebody of the staff noted about an item, for the others. */
export interface DeskNote {
  id: string;
  reference: string;
  writtenAt: Date;
  /** User id. */
  writtenBy: string;
  note: string;
}

interface NoteRow {
  id: string;
  reference: string;
  written_at: string;
  written_by: string;
  sealed_note: string;
}

/** Adds a note; the same one again changes nothing. */
export async function insertNote(
  db: D1Database,
  ring: KeyRing,
  note: DeskNote,
): Promise<D1PreparedStatement> {
  return db
    .prepare(
      `insert into desk_notes (id, reference, written_at, written_by, sealed_note)
       select ?1, ?2, ?3, ?4, ?5 where exists (select 1 from submissions where reference = ?2)
       on conflict (id) do nothing`,
    )
    .bind(
      note.id,
      note.reference,
      note.writtenAt.toISOString(),
      note.writtenBy,
      await seal(ring, place(note.id), note.note),
    );
}

/** The notes about an item, oldest first. Open them with `notesIn`. */
export function selectNotes(db: D1Database, reference: string): D1PreparedStatement {
  return db.prepare("select * from desk_notes where reference = ?1 order by written_at, id").bind(reference);
}

/** The result of `selectNotes`, opened. */
export function notesIn(result: D1Result | undefined, ring: KeyRing): Promise<DeskNote[]> {
  return openEach(
    (result?.results ?? []) as unknown as NoteRow[],
    async (row) => ({
      id: row.id,
      reference: row.reference,
      writtenAt: new Date(row.written_at),
      writtenBy: row.written_by,
      note: await unseal(ring, place(row.id), row.sealed_note),
    }),
    ({ reference }) => reference,
  );
}

/** A note as the person whom it is about may read it: without who wrote it. */
export type OwnNote = Pick<DeskNote, "reference" | "writtenAt" | "note">;

/** The notes about all that an address has sent. Open them with `ownNotesIn`. */
export function selectNotesOf(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `select n.* from forms_by_email f join desk_notes n on n.reference = f.reference
       where f.email_index = ?1 order by n.written_at, n.id`,
    )
    .bind(emailIndex);
}

/** The result of `selectNotesOf`, opened for the person. */
export async function ownNotesIn(result: D1Result | undefined, ring: KeyRing): Promise<OwnNote[]> {
  return (await notesIn(result, ring)).map(({ reference, writtenAt, note }) => ({
    reference,
    writtenAt,
    note,
  }));
}

function place(row: string) {
  return { table: sealedNotes.table, column: sealedNotes.columns[0], row };
}
