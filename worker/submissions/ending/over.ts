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

/** References of submissions of a kind whose time is over, oldest first. What is held is not among them. */
export async function submissionsOver(
  db: D1Database,
  kind: SubmissionKind,
  over: readonly Span[],
  { first, max }: { first: number; max: number },
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `select e.reference from submission_ends e join json_each(?1) s
         on e.received_at >= s.value ->> 'from' and e.received_at < s.value ->> 'until'
       where e.kind = ?2 and e.ended_at <= s.value ->> 'over' and e.silent is null
         and e.reference not in (select reference from restricted_submissions)
       order by e.received_at, e.reference limit ?4 offset ?3`,
    )
    .bind(JSON.stringify(over), kind, first, max)
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
      `select count(*) as count from submission_ends e join json_each(?1) s
         on e.received_at >= s.value ->> 'from' and e.received_at < s.value ->> 'until'
       where e.kind = ?2 and coalesce(e.ended_at, e.received_at) <= s.value ->> 'over'
         and (e.ended_at is null or e.silent is not null
           or e.reference in (select reference from restricted_submissions))`,
    )
    .bind(JSON.stringify(over), kind)
    .first<{ count: number }>();
  return row?.count ?? 0;
}
