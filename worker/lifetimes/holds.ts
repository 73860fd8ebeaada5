import type { KeyRing, SealedTable } from "../vault/schema.ts";
import { seal, unseal } from "../vault/sealing.ts";
import { textOrNone } from "../vault/set-aside.ts";
import { type Held, type Hold, heldAs } from "./hold.ts";

export const sealedHolds = {
  table: "legal_holds",
  row: "id",
  columns: ["sealed_reason"],
} as const satisfies SealedTable;

/** Places a hold. From then on no sweep and no erasure takes what it covers; the same hold again changes nothing. */
export async function placeHold(
  db: D1Database,
  ring: KeyRing,
  { id, subjects, reason, isSilent, placedBy, placedAt, reviewAt }: Omit<Hold, "released">,
): Promise<D1PreparedStatement[]> {
  return [
    db
      .prepare(
        `insert into legal_holds (id, sealed_reason, placed_by, placed_at, review_at, silent)
         values (?1, ?2, ?3, ?4, ?5, ?6)
         on conflict (id) do nothing`,
      )
      .bind(
        id,
        await seal(ring, place(id), reason),
        placedBy,
        placedAt.toISOString(),
        reviewAt,
        Number(isSilent),
      ),
    db
      .prepare(
        `insert into legal_hold_subjects (hold, subject) select ?1, value from json_each(?2) where true
         on conflict do nothing`,
      )
      .bind(id, JSON.stringify(subjects)),
  ];
}

/** Releases a hold. Whatever it kept beyond its time goes with the next sweep. */
export function releaseHold(db: D1Database, id: string, by: string, at: Date): D1PreparedStatement {
  return db
    .prepare(
      "update legal_holds set released_at = ?3, released_by = ?2 where id = ?1 and released_at is null",
    )
    .bind(id, by, at.toISOString());
}

/** Moves the day on which staff look at a hold again. */
export function moveReview(db: D1Database, id: string, reviewAt: string): D1PreparedStatement {
  return db
    .prepare("update legal_holds set review_at = ?2 where id = ?1 and released_at is null")
    .bind(id, reviewAt);
}

/** Says whether the person may know of a hold, once that has changed. */
export function setSilence(db: D1Database, id: string, isSilent: boolean): D1PreparedStatement {
  return db.prepare("update legal_holds set silent = ?2 where id = ?1").bind(id, Number(isSilent));
}

/** Every hold, those due for review first, released ones last. Open it with `holdsIn`. */
export function selectHolds(db: D1Database): D1PreparedStatement {
  return db.prepare("select * from whole_holds order by released_at is not null, review_at, id");
}

/** The hold with this id. Open it with `holdsIn`. */
export function selectHold(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("select * from whole_holds where id = ?1").bind(id);
}

/** The holds on a submission, an account or an address that are in force. Open it with `holdsIn`. */
export function selectHoldsOn(db: D1Database, subject: string): D1PreparedStatement {
  return db
    .prepare(
      `select * from whole_holds
       where released_at is null and id in (select hold from legal_hold_subjects where subject = ?1)
       order by review_at, id`,
    )
    .bind(subject);
}

/** The result of `selectHolds`, `selectHold` or `selectHoldsOn`, opened. */
export function holdsIn(result: D1Result | undefined, ring: KeyRing): Promise<Hold[]> {
  const rows = (result?.results ?? []) as unknown as HoldRow[];
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      subjects: JSON.parse(row.subjects) as string[],
      reason: await textOrNone(row.id, () => unseal(ring, place(row.id), row.sealed_reason)),
      isSilent: row.silent === 1,
      placedBy: row.placed_by,
      placedAt: new Date(row.placed_at),
      reviewAt: row.review_at,
      ...(row.released_at === null
        ? {}
        : { released: { at: new Date(row.released_at), by: row.released_by ?? "" } }),
    })),
  );
}

/** How a submission is held, by itself or with its sender's address or account; undefined if it is not. */
export async function heldSubmission(db: D1Database, reference: string): Promise<Held | undefined> {
  return heldIn(
    await db
      .prepare("select min(silent) as silent from held_submissions where reference = ?1")
      .bind(reference)
      .run(),
  );
}

/** How an account is held, by its id or address; undefined if it is not. */
export async function heldAccount(db: D1Database, userId: string): Promise<Held | undefined> {
  return heldIn(
    await db.prepare("select min(silent) as silent from held_accounts where user_id = ?1").bind(userId).run(),
  );
}

/** Forgets holds that were released before an instant. Gives a row for each: its changes count what holds take along. */
export function deleteHoldsReleasedBefore(db: D1Database, at: Date): D1PreparedStatement {
  return db.prepare("delete from legal_holds where released_at < ?1 returning 1").bind(at.toISOString());
}

function heldIn(result: D1Result): Held | undefined {
  const [row] = result.results as unknown as { silent: number | null }[];
  return heldAs(row?.silent);
}

interface HoldRow {
  id: string;
  sealed_reason: string;
  placed_by: string;
  placed_at: string;
  review_at: string;
  silent: number;
  released_at: string | null;
  released_by: string | null;
  subjects: string;
}

function place(row: string) {
  return { table: sealedHolds.table, column: sealedHolds.columns[0], row };
}
