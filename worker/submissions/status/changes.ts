import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { seal, unseal } from "../../vault/sealing.ts";
import { textOrNone } from "../../vault/set-aside.ts";
import type { Language } from "../../web/organization.ts";
import { isRefusedBy } from "../../web/refused.ts";
import { statusId } from "./change.ts";
import type { Status, StatusChange, StatusEvent } from "./status.ts";

/** What is sealed: what was written to the sender. */
export const sealedStatuses = {
  table: "status_events",
  row: "id",
  columns: ["sealed_note"],
} as const satisfies SealedTable;

interface EventRow {
  id: string;
  reference: string;
  position: number;
  status: Status;
  changed_at: string;
  changed_by: string;
  sealed_note: string | null;
}

/**
 * Adds a change of status. It fails the whole batch when its position is taken or the submission is gone, so nobody who
 * was erased is written to, not even where a hold keeps it.
 */
export async function insertStatus(
  db: D1Database,
  ring: KeyRing,
  { reference, position, status, changedAt, changedBy, note }: StatusChange,
): Promise<D1PreparedStatement> {
  const id = statusId(reference, position);
  return db
    .prepare(
      `insert into status_events (id, reference, position, status, changed_at, changed_by, sealed_note)
       values (?1, (
         select reference from submissions_by_email
         where reference = ?2 and not exists (select 1 from submissions_of_erased where reference = ?2)
       ), ?3, ?4, ?5, ?6, ?7)`,
    )
    .bind(
      id,
      reference,
      position,
      status,
      changedAt.toISOString(),
      changedBy,
      note === "" ? null : await seal(ring, place(id), note),
    );
}

/**
 * Whether an error means that somebody was faster: the position was taken, or the sender took back their consent or asked that
 * it is only stored.
 */
export function isTaken(error: unknown): boolean {
  return (
    isRefusedBy(error, "trigger", "this place of the history is taken") ||
    isRefusedBy(error, "trigger", "the consent was withdrawn") ||
    isRefusedBy(error, "trigger", "it is only stored for now")
  );
}

/** Whether an error means that the submission is gone, or its sender: nobody is left to tell. */
export function isGone(error: unknown): boolean {
  return isRefusedBy(error, "not null", "status_events.reference");
}

/** Where a submission stands: its language, its status, and which change comes next. Undefined if it is gone. */
export async function findStanding(
  db: D1Database,
  reference: string,
): Promise<{ language: Language; status: Status; next: number } | undefined> {
  const row = await db
    .prepare(
      `select language, status,
         (select coalesce(max(position), 0) + 1 from status_events e where e.reference = s.reference) as next
       from submissions s where reference = ?1`,
    )
    .bind(reference)
    .first<{ language: Language; status: Status; next: number }>();
  return row ?? undefined;
}

/** The history of one submission, oldest first. Open it with `statusChangesIn`. */
export function selectStatusChanges(db: D1Database, reference: string): D1PreparedStatement {
  return db.prepare("select * from status_events where reference = ?1 order by position").bind(reference);
}

/** The result of `selectStatusChanges`, opened for staff. */
export function statusChangesIn(result: D1Result | undefined, ring: KeyRing): Promise<StatusChange[]> {
  const rows = (result?.results ?? []) as unknown as EventRow[];
  return Promise.all(rows.map(async (row) => ({ ...(await opened(ring, row)), changedBy: row.changed_by })));
}

/** The history of all that an address has sent, oldest first. Open it with `statusesIn`. */
export function selectStatusesOf(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `select * from status_events where reference in
         (select reference from submissions_by_email where email_index = ?1 and kind <> 'newsletter')
       order by reference, position`,
    )
    .bind(emailIndex);
}

/** The result of `selectStatusesOf`, opened for the sender. */
export function statusesIn(result: D1Result | undefined, ring: KeyRing): Promise<StatusEvent[]> {
  const rows = (result?.results ?? []) as unknown as EventRow[];
  return Promise.all(rows.map((row) => opened(ring, row)));
}

/** Erases the history of all that an address has sent. Call it before erasing that. */
export function deleteStatusesOf(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `delete from status_events where reference in
         (select reference from submissions_by_email where email_index = ?1 and kind <> 'newsletter')`,
    )
    .bind(emailIndex);
}

async function opened(ring: KeyRing, row: EventRow): Promise<StatusEvent> {
  const { id, reference, position, status, changed_at, sealed_note } = row;
  return {
    reference,
    position,
    status,
    changedAt: new Date(changed_at),
    note: sealed_note === null ? "" : await textOrNone(id, () => unseal(ring, place(id), sealed_note)),
  };
}

function place(row: string) {
  return { table: sealedStatuses.table, column: sealedStatuses.columns[0], row };
}

/** Erases the history of these submissions. */
export function deleteStatuses(db: D1Database, references: readonly string[]): D1PreparedStatement {
  return db
    .prepare("delete from status_events where reference in (select value from json_each(?1))")
    .bind(JSON.stringify(references));
}
