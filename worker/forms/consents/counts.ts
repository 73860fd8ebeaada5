/** How often an event of a purpose is recorded under a version of the policy. */
export interface ConsentCount {
  policyVersion: string;
  purpose: string;
  event: string;
  count: number;
}

/** How often each event is recorded, by version and purpose. Triggers count, so nobody reads the records for it. */
export function selectConsentCounts(db: D1Database): D1PreparedStatement {
  return db.prepare(
    "select policy_version, purpose, event, count from consent_counts where count > 0 order by policy_version, purpose, event",
  );
}

/** The result of `selectConsentCounts`. */
export function countsIn(result: D1Result | undefined): ConsentCount[] {
  const rows = (result?.results ?? []) as (Omit<ConsentCount, "policyVersion"> & {
    policy_version: string;
  })[];
  return rows.map(({ policy_version, ...row }) => ({ policyVersion: policy_version, ...row }));
}
