import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { seal, unseal } from "../../vault/sealing.ts";
import { textOrNone } from "../../vault/set-aside.ts";
import { isRefusedBy } from "../../web/refused.ts";
import type { DisclosureEvent, Step } from "./disclosure.ts";

/** What is sealed: why it was refused or withheld. */
export const sealedDisclosureEvents = {
  table: "disclosure_events",
  row: "id",
  columns: ["sealed_note"],
} as const satisfies SealedTable;

interface EventRow {
  id: string;
  disclosure: string;
  position: number;
  step: Step;
  at: string;
  by: string;
  sealed_note: string | null;
  day: string | null;
}

/** Adds a step. The database refuses it, and its whole batch, where its place is taken or the rules forbid it. */
export async function insertEvent(
  db: D1Database,
  ring: KeyRing,
  { disclosure, position, step, at, by, note, day }: DisclosureEvent,
): Promise<D1PreparedStatement> {
  const id = `${disclosure}/${position}`;
  return db
    .prepare(
      `insert into disclosure_events (id, disclosure, position, step, at, by, sealed_note, day)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
    )
    .bind(
      id,
      disclosure,
      position,
      step,
      at.toISOString(),
      by,
      note === "" ? null : await seal(ring, place(id), note),
      day ?? null,
    );
}

/** Whether an error means that somebody else was faster, or that the rules of the register forbid the step. */
export function isForbiddenStep(error: unknown): boolean {
  return (
    isRefusedBy(error, "trigger", "this place of the history is taken") ||
    isRefusedBy(error, "trigger", "another person approves a disclosure") ||
    isRefusedBy(error, "trigger", "this step does not follow") ||
    isRefusedBy(error, "trigger", "the client does not agree")
  );
}

/** The history of a disclosure, oldest first. Open it with `eventsIn`. */
export function selectEvents(db: D1Database, disclosure: string): D1PreparedStatement {
  return db
    .prepare("select * from disclosure_events where disclosure = ?1 order by position")
    .bind(disclosure);
}

/** The result of `selectEvents`, opened. */
export function eventsIn(result: D1Result | undefined, ring: KeyRing): Promise<DisclosureEvent[]> {
  const rows = (result?.results ?? []) as unknown as EventRow[];
  return Promise.all(
    rows.map(async ({ id, disclosure, position, step, at, by, sealed_note, day }) => ({
      disclosure,
      position,
      step,
      at: new Date(at),
      by,
      note: sealed_note === null ? "" : await textOrNone(id, () => unseal(ring, place(id), sealed_note)),
      ...(day === null ? {} : { day }),
    })),
  );
}

function place(row: string) {
  return { table: sealedDisclosureEvents.table, column: sealedDisclosureEvents.columns[0], row };
}
