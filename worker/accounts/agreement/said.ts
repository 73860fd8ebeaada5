import type { Said } from "./agreement.ts";

interface SaidRow {
  created_at: string;
  event: Said["event"] | null;
  policy_version: string;
  recorded_at: string;
}

/** What somebody said to the consent to keeping their account, oldest first, and when they opened it. */
export async function whatWasSaid(db: D1Database, userId: string): Promise<{ said: Said[]; since: Date }> {
  const { results } = await db
    .prepare(
      `select u.created_at, c.event, c.policy_version, c.recorded_at
       from users u left join consents c on c.subject = u.id and c.purpose = 'registration'
       where u.id = ?1 order by c.sequence`,
    )
    .bind(userId)
    .all<SaidRow>();
  const said = results.flatMap(({ event, policy_version, recorded_at }) =>
    event === null ? [] : [{ event, policyVersion: policy_version, recordedAt: new Date(recorded_at) }],
  );
  return { said, since: new Date(results[0]?.created_at ?? 0) };
}
