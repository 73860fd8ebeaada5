import type { FormId } from "../../forms/form/form.ts";
import type { Span } from "../../lifetimes/ends.ts";
import type { DataKind } from "../../policy/commitments/commitments.ts";

/** Kinds of data that are submissions. The newsletter is not among them: its subscriptions have rows of their own. */
export type SubmissionKind = Extract<DataKind, "contact" | "order" | "feedback" | "dataRequest" | "refused">;

/** What a submission of each form is, unless it is in quarantine. */
export const kindOf = {
  contact: "contact",
  order: "order",
  feedback: "feedback",
  "data-request": "dataRequest",
} as const satisfies Partial<Record<FormId, SubmissionKind>>;

/**
 * References of submissions of a kind whose time is over, those that ended first in front. What is held is not among
 * them.
 */
export async function submissionsOver(
  db: D1Database,
  kind: SubmissionKind,
  over: Span,
  { first, max }: { first: number; max: number },
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `select reference from submissions e
       where kind = ?1 and ended_at <= ?2 and received_at >= ?3 and received_at < ?4
         and not exists (select 1 from held_submissions where reference = e.reference)
         and not exists (select 1 from restricted_submissions where reference = e.reference)
       order by ended_at, reference limit ?6 offset ?5`,
    )
    .bind(kind, over.over, over.from, over.until, first, max)
    .all<{ reference: string }>();
  return results.map(({ reference }) => reference);
}

/** How many submissions of a kind are there only because they are held, or because they are still open. */
export async function countHeld(
  db: D1Database,
  kind: SubmissionKind,
  over: readonly Span[],
): Promise<number> {
  const row = await db
    .prepare(
      `select sum(count) as count from (
         select count(*) as count from json_each(?1) s cross join submissions e
           on e.kind = ?2 and e.ended_at is null and e.received_at <= s.value ->> 'over'
             and e.received_at >= s.value ->> 'from' and e.received_at < s.value ->> 'until'
         union all
         select count(*) from json_each(?1) s cross join submissions e
           on e.kind = ?2 and e.ended_at <= s.value ->> 'over'
             and e.received_at >= s.value ->> 'from' and e.received_at < s.value ->> 'until'
         where exists (select 1 from held_submissions where reference = e.reference)
           or exists (select 1 from restricted_submissions where reference = e.reference)
       )`,
    )
    .bind(JSON.stringify(over), kind)
    .first<{ count: number }>();
  return row?.count ?? 0;
}
