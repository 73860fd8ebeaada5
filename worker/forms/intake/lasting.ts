import { heldAs } from "../../lifetimes/hold.ts";
import type { Lasted } from "../../lifetimes/lasting.ts";

interface EndRow {
  reference: string;
  received_at: string;
  kind: Lasted["kind"];
  ended_at: string | null;
  silent: number | null;
}

/** What decides how long a submission lasts. Read it with `lastedIn`. */
export function selectLasted(db: D1Database, reference: string): D1PreparedStatement {
  return db
    .prepare("select * from submission_ends where reference = ?1 and kind <> 'newsletter'")
    .bind(reference);
}

/** The same of everything that an address has sent. */
export function selectLastedOf(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `select * from submission_ends where kind <> 'newsletter'
         and reference in (select reference from forms_by_email where email_index = ?1 and kind <> 'newsletter')`,
    )
    .bind(emailIndex);
}

/** The result of `selectLasted` or `selectLastedOf`, by reference. */
export function lastedIn(result: D1Result | undefined): ReadonlyMap<string, Lasted> {
  const rows = (result?.results ?? []) as unknown as EndRow[];
  return new Map(
    rows.map(({ reference, received_at, kind, ended_at, silent }) => [
      reference,
      {
        kind,
        collectedAt: new Date(received_at),
        endedAt: ended_at === null ? undefined : new Date(ended_at),
        held: heldAs(silent),
      },
    ]),
  );
}
