import type { Said } from "./agreement.ts";

interface SaidRow {
  created_at: string;
  event: Said["event"] | null;
  policy_version: string;
  recorded_at: string;
}

/** What somebody said to the consent to keeping their account, oldest first, and when they opened it. */
export interface WhatWasSaid {
  said: Said[];
  since: Date;
}

/** What somebody said to the consent to keeping their account. Read it with `saidIn`. */
export function selectSaid(db: D1Database, userId: string): D1PreparedStatement {
  return db
    .prepare(
      `select u.created_at, c.event, c.policy_version, c.recorded_at
       from users u left join consents c on c.subject = u.id and c.purpose = 'registration'
       where u.id = ?1 order by c.sequence`,
    )
    .bind(userId);
}

/** The result of `selectSaid`. */
export function saidIn(result: D1Result | undefined): WhatWasSaid {
  const rows = (result?.results ?? []) as unknown as SaidRow[];
  const said = rows.flatMap(({ event, policy_version, recorded_at }) =>
    event === null ? [] : [{ event, policyVersion: policy_version, recordedAt: new Date(recorded_at) }],
  );
  return { said, since: new Date(rows[0]?.created_at ?? 0) };
}
