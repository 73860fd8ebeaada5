import { endNumbers } from "../../audit/record-ends.ts";
import { recordKeys } from "../../vault/ring.ts";
import { following } from "./following.ts";
import { holds, type StoredConsent } from "./rows.ts";

/** Takes back what was agreed to with submissions whose time is over. A newsletter's consent ends with its subscription. */
export async function withdrawEnded(
  env: Env,
  references: readonly string[],
  { method, withNewsletter, at, ends }: EndedConsents,
): Promise<D1PreparedStatement[]> {
  const { results } = await env.DB.prepare(
    `select consents.* from consents where event <> 'withdrawn' and (?2 or purpose <> 'newsletter')
       and sequence in (
         select max(sequence) from consents where subject in (select value from json_each(?1))
         group by subject, purpose
       ) order by sequence`,
  )
    .bind(JSON.stringify(references), Number(withNewsletter))
    .all<StoredConsent>();
  const longest = Object.values(ends).toSorted().at(-1) ?? null;
  return following(env, results, (row) => ({
    ...row,
    id: `${row.id}/withdrawn`,
    event: "withdrawn",
    method,
    recorded_at: at.toISOString(),
    kept_until: ends[row.policy_version] ?? longest,
  }));
}

/** How consents end with what they were given for. */
export interface EndedConsents {
  /** As the record says it: `period-over`, `erased-as-spam`. */
  method: string;
  /** Whether a newsletter that was asked for at the same time ends too. */
  withNewsletter: boolean;
  at: Date;
  /** Until when the proof is kept, by the version that was agreed to. */
  ends: Readonly<Record<string, string>>;
}

/**
 * Deletes up to `max` records whose end date has passed, then as many withdrawals, each after what it withdraws, and notes
 * their numbers. The database refuses to delete one whose end date is later than the instant it is told. One that is not
 * as it was written stays: it is evidence.
 * @returns how many were deleted
 */
export async function deleteEndedConsents(env: Env, at: Date, max: number): Promise<number> {
  const db = env.DB;
  const given = await deleteThose(
    env,
    db.prepare(
      `select * from consents where sequence in (
         select coalesce(given.sequence, ended.sequence) from consents ended
         left join consents given on ended.event = 'withdrawn'
           and given.subject = ended.subject and given.purpose = ended.purpose
           and given.sequence < ended.sequence and given.event <> 'withdrawn' and given.kept_until is null
         where ended.kept_until <= ?1
           and (ended.event <> 'withdrawn' or given.sequence is not null)
           and not exists (select 1 from held_proofs h where h.subject = ended.subject)
         limit ?2
       )`,
    ),
    at,
    max,
  );
  const withdrawn = await deleteThose(
    env,
    db.prepare(
      `select * from consents where event = 'withdrawn'
         and kept_until <= ?1
         and not exists (select 1 from held_proofs h where h.subject = consents.subject)
         and not exists (select 1 from consents as given
           where given.subject = consents.subject and given.purpose = consents.purpose
             and given.event <> 'withdrawn' and given.sequence < consents.sequence) limit ?2`,
    ),
    at,
    max,
  );
  return given + withdrawn;
}

async function deleteThose(env: Env, ended: D1PreparedStatement, at: Date, max: number): Promise<number> {
  const { results } = await ended.bind(at.toISOString(), max).all<StoredConsent & { sequence: number }>();
  const keys = await recordKeys(env);
  const isWhole = await Promise.all(results.map((row) => holds(keys, row)));
  const numbers = results.filter((_, place) => isWhole[place]).map(({ sequence }) => sequence);
  if (numbers.length === 0) return 0;
  await env.DB.batch([
    ...(await endNumbers(env.DB, keys, "consents", numbers)),
    env.DB.prepare(
      "insert into consent_clock (one, at) values (1, ?1) on conflict (one) do update set at = excluded.at",
    ).bind(at.toISOString()),
    env.DB.prepare("delete from consents where sequence in (select value from json_each(?1))").bind(
      JSON.stringify(numbers),
    ),
  ]);
  return numbers.length;
}

/** How many records are there only because what they are about is held. */
export async function countHeldConsents(db: D1Database, at: Date): Promise<number> {
  const row = await db
    .prepare(
      `select count(*) as count from consents
       where event = 'withdrawn' and kept_until <= ?1 and exists (select 1 from held_proofs h where h.subject = consents.subject)`,
    )
    .bind(at.toISOString())
    .first<{ count: number }>();
  return row?.count ?? 0;
}
