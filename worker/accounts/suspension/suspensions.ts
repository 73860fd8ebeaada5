import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { sealColumns, unsealColumns } from "../../vault/sealing.ts";
import { openEach } from "../../vault/set-aside.ts";
import { isRefusedBy } from "../../web/refused.ts";
import type { Suspension } from "./suspension.ts";

export const sealedSuspensions = {
  table: "suspensions",
  row: "user_id",
  columns: ["sealed_reason", "sealed_told"],
} as const satisfies SealedTable;

interface SuspensionRow extends Record<(typeof sealedSuspensions.columns)[number], string> {
  user_id: string;
  suspended_at: string;
  review_on: string;
}

/** Suspends an account, or changes what is said of it. Fails as a whole where the account is no client's. */
export async function insertSuspension(
  db: D1Database,
  ring: KeyRing,
  { userId, by, suspension }: { userId: string; by: string; suspension: Suspension },
): Promise<D1PreparedStatement> {
  const { reason, told, suspendedAt, reviewOn } = suspension;
  const sealed = await sealColumns(ring, place(userId), { sealed_reason: reason, sealed_told: told });
  return db
    .prepare(
      `insert into suspensions (user_id, sealed_reason, sealed_told, suspended_by, suspended_at, review_on)
       values (?1, ?2, ?3, ?4, ?5, ?6)
       on conflict (user_id) do update set sealed_reason = ?2, sealed_told = ?3, suspended_by = ?4, review_on = ?6`,
    )
    .bind(userId, sealed.sealed_reason, sealed.sealed_told, by, suspendedAt.toISOString(), reviewOn);
}

/** Lifts the suspension of an account. */
export function deleteSuspension(db: D1Database, userId: string): D1PreparedStatement {
  return db.prepare("delete from suspensions where user_id = ?1").bind(userId);
}

/** The suspension of an account. Open it with `suspensionsIn`. */
export function selectSuspension(db: D1Database, userId: string): D1PreparedStatement {
  return db.prepare("select * from suspensions where user_id = ?1").bind(userId);
}

/** The same by the address of the account. */
export function selectSuspensionOf(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare("select s.* from users u join suspensions s on s.user_id = u.id where u.email_index = ?1")
    .bind(emailIndex);
}

/** The result of either: one suspension, or none. */
export function suspensionsIn(result: D1Result | undefined, ring: KeyRing): Promise<Suspension[]> {
  const rows = (result?.results ?? []) as unknown as SuspensionRow[];
  return openEach(
    rows,
    async ({ user_id, sealed_reason, sealed_told, suspended_at, review_on }) => {
      const opened = await unsealColumns(ring, place(user_id), { sealed_reason, sealed_told });
      return {
        reason: opened.sealed_reason,
        told: opened.sealed_told,
        suspendedAt: new Date(suspended_at),
        reviewOn: review_on,
      };
    },
    ({ user_id }) => user_id,
  );
}

/** An account that is suspended, and when staff look at it again. */
export interface Suspended {
  userId: string;
  suspendedAt: Date;
  reviewOn: string;
}

/** The suspended accounts to look at next, up to `max`. Read them with `suspendedIn`. */
export function selectSuspended(db: D1Database, max: number): D1PreparedStatement {
  return db
    .prepare("select user_id, suspended_at, review_on from suspensions order by review_on, user_id limit ?1")
    .bind(max);
}

/** The result of `selectSuspended`. */
export function suspendedIn(result: D1Result | undefined): Suspended[] {
  const rows = (result?.results ?? []) as unknown as SuspensionRow[];
  return rows.map(({ user_id, suspended_at, review_on }) => ({
    userId: user_id,
    suspendedAt: new Date(suspended_at),
    reviewOn: review_on,
  }));
}

/** How many suspensions are to be looked at again by a day, and since when. Read it as what waits. */
export function selectReviews(db: D1Database, today: string, max: number): D1PreparedStatement {
  return db
    .prepare(
      `select 'suspensions' as form, count(*) as count, min(review_on) as since, 0 as overdue
       from (select review_on from suspensions where review_on <= ?1 order by review_on limit ?2)
       having count(*) > 0`,
    )
    .bind(today, max);
}

/** Whether the database refused a session because the account is suspended. */
export function isSuspended(error: unknown): boolean {
  return isRefusedBy(error, "trigger", "the account is suspended");
}

function place(row: string) {
  return { table: sealedSuspensions.table, row };
}
