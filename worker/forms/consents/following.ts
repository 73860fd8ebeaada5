import { endsOfProof } from "../../lifetimes/ends.ts";
import { versions } from "../../policy/versions/lock.ts";
import { unproven } from "../../vault/record-keys.ts";
import { recordKeys } from "../../vault/ring.ts";
import { addConsents } from "./adding.ts";
import type { Withdrawal } from "./record.ts";
import { type ConsentRow, checkOfConsent, holds, type StoredConsent } from "./rows.ts";

/** What somebody agreed to: a subject and a purpose. */
export type Standing = Pick<Withdrawal, "subject" | "purpose">;

/**
 * Adds the withdrawal of each of these consents that stands, for the same text. Adds nothing where there is none. The
 * proof is kept as the version that was agreed to or the version in force says, whichever is shorter.
 */
export async function withdrawConsents(
  env: Env,
  of: readonly Standing[],
  { method, recordedAt, keptUntil }: Omit<Withdrawal, keyof Standing>,
): Promise<D1PreparedStatement[]> {
  const ends = endsOfProof(versions, recordedAt);
  const until = keptUntil?.toISOString() ?? null;
  const standing = (await standingOf(env.DB, of)).filter(({ event }) => event !== "withdrawn");
  return following(env, standing, (row) => ({
    ...row,
    id: `${row.id}/withdrawn`,
    event: "withdrawn",
    method,
    recorded_at: recordedAt.toISOString(),
    kept_until: until === null ? null : earlier(until, ends[row.policy_version] ?? until),
  }));
}

/** Adds that whoever asked for something has used the mailed link. Adds nothing if nothing waits for it. */
export async function confirmConsents(env: Env, subject: string, at: Date): Promise<D1PreparedStatement[]> {
  const { results } = await env.DB.prepare("select * from consents where subject = ?1 order by sequence")
    .bind(subject)
    .all<StoredConsent>();
  const last = new Map(results.map((row) => [row.purpose, row]));
  const asked = [...last.values()].filter(({ event }) => event === "asked");
  return following(env, asked, (row) => ({
    ...row,
    id: `${subject}/${row.purpose}`,
    event: "given",
    recorded_at: at.toISOString(),
  }));
}

/**
 * Adds to each row the event that follows it. A row that is not as it was written is followed too, because whoever takes
 * something back has done so; but what follows it proves no more than it does.
 */
export async function following(
  env: Env,
  rows: readonly StoredConsent[],
  next: (row: ConsentRow) => ConsentRow,
): Promise<D1PreparedStatement[]> {
  const keys = await recordKeys(env);
  const added = await Promise.all(
    rows.map(async (row) => {
      // Whatever follows was not said to the staff who entered what it follows.
      const event = { ...next(row), said_at: null, entered_by: null };
      const check = (await holds(keys, row)) ? await checkOfConsent(keys, event) : unproven;
      return { ...event, record_check: check, after: row.id };
    }),
  );
  return addConsents(env.DB, added);
}

/** The latest event of each subject and purpose. */
async function standingOf(db: D1Database, of: readonly Standing[]): Promise<StoredConsent[]> {
  if (of.length === 0) return [];
  const { results } = await db
    .prepare(
      `select consents.* from consents where sequence in (
         select (select max(sequence) from consents
           where subject = value ->> 'subject' and purpose = value ->> 'purpose')
         from json_each(?1)
       ) order by sequence`,
    )
    .bind(JSON.stringify(of.map(({ subject, purpose }) => ({ subject, purpose }))))
    .all<StoredConsent>();
  return results;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
