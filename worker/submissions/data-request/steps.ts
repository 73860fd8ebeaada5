import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { seal, unseal } from "../../vault/sealing.ts";
import { textOrNone } from "../../vault/set-aside.ts";
import { isRefusedBy } from "../../web/refused.ts";
import type { RequestStep, StepName } from "./procedure.ts";

/** What is sealed: how somebody was identified, the ground and the reasons. */
export const sealedRequestSteps = {
  table: "request_steps",
  row: "id",
  columns: ["sealed_note"],
} as const satisfies SealedTable;

interface StepRow {
  id: string;
  reference: string;
  position: number;
  step: StepName;
  at: string;
  by: string;
  sealed_note: string | null;
  found: string;
  day: string | null;
}

/** Adds a step. The database refuses it, and its whole batch, where its place is taken or it does not follow. */
export async function insertStep(
  db: D1Database,
  ring: KeyRing,
  step: RequestStep,
): Promise<D1PreparedStatement> {
  const id = `${step.reference}/step-${step.position}`;
  return db
    .prepare(
      `insert into request_steps (id, reference, position, step, at, by, sealed_note, found, day)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
    )
    .bind(
      id,
      step.reference,
      step.position,
      step.step,
      step.at.toISOString(),
      step.by,
      step.note === "" ? null : await seal(ring, place(id), step.note),
      JSON.stringify(step.found),
      step.day ?? null,
    );
}

/** Whether an error means that a step does not follow, or that somebody else was faster. */
export function isStepRefused(error: unknown): boolean {
  return (
    isRefusedBy(error, "trigger", "this step does not follow") ||
    isRefusedBy(error, "trigger", "nothing was done yet")
  );
}

/** The steps of a request, in order. Open them with `stepsIn`. */
export function selectSteps(db: D1Database, reference: string): D1PreparedStatement {
  return db.prepare("select * from request_steps where reference = ?1 order by position").bind(reference);
}

/** The result of `selectSteps`, opened. */
export function stepsIn(result: D1Result | undefined, ring: KeyRing): Promise<RequestStep[]> {
  return Promise.all(
    ((result?.results ?? []) as unknown as StepRow[]).map(async (row) => ({
      reference: row.reference,
      position: row.position,
      step: row.step,
      at: new Date(row.at),
      by: row.by,
      note: await textOrNone(row.reference, async () =>
        row.sealed_note === null ? "" : unseal(ring, place(row.id), row.sealed_note),
      ),
      found: JSON.parse(row.found) as Record<string, number>,
      ...(row.day === null ? {} : { day: row.day }),
    })),
  );
}

/** Whether a copy of what is held was made for a request. Read it with `wasExportedIn`. */
export function selectIsExported(db: D1Database, reference: string): D1PreparedStatement {
  return db
    .prepare("select count(*) as made from request_steps where reference = ?1 and step = 'exported'")
    .bind(reference);
}

/** The result of `selectIsExported`. */
export function wasExportedIn(result: D1Result | undefined): boolean {
  const [row] = (result?.results ?? []) as { made: number }[];
  return (row?.made ?? 0) > 0;
}

function place(row: string) {
  return { table: sealedRequestSteps.table, column: sealedRequestSteps.columns[0], row };
}
