/** Takes back what was agreed to with submissions whose time is over. A newsletter's consent ends with its subscription. */
export function withdrawEnded(
  db: D1Database,
  references: readonly string[],
  { method, withNewsletter, at, ends }: EndedConsents,
): D1PreparedStatement {
  return db
    .prepare(
      `insert into consents (id, schema, subject, controller, event, purpose, legal_basis, processing,
         data_categories, method, policy_version, policy_hash, policy_language, label_hash, jurisdiction,
         withdrawal, recorded_at, kept_until)
       select id || '/withdrawn', schema, subject, controller, 'withdrawn', purpose, legal_basis, processing,
         data_categories, ?2, policy_version, policy_hash, policy_language, label_hash, jurisdiction,
         withdrawal, ?3, coalesce((select value from json_each(?4) where key = policy_version), ?5)
       from current_consents
       where event <> 'withdrawn' and (?6 or purpose <> 'newsletter')
         and subject in (select value from json_each(?1))`,
    )
    .bind(
      JSON.stringify(references),
      method,
      at.toISOString(),
      JSON.stringify(ends),
      Object.values(ends).toSorted().at(-1) ?? null,
      Number(withNewsletter),
    );
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
 * Deletes up to `max` records whose end date has passed, then as many withdrawals, each after what it withdraws. The
 * database checks its own clock too, so a clock that is ahead deletes nothing early.
 */
export function deleteEndedConsents(db: D1Database, at: Date, max: number): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `delete from consents where sequence in (
           select coalesce(given.sequence, ended.sequence) from consents ended
           left join consents given on ended.event = 'withdrawn'
             and given.subject = ended.subject and given.purpose = ended.purpose
             and given.sequence < ended.sequence and given.event <> 'withdrawn' and given.kept_until is null
           where ended.kept_until <= min(?1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
             and (ended.event <> 'withdrawn' or given.sequence is not null)
             and not exists (select 1 from held_proofs h where h.subject = ended.subject)
           limit ?2
         )`,
      )
      .bind(at.toISOString(), max),
    db
      .prepare(
        `delete from consents where sequence in (
           select sequence from consents ended where event = 'withdrawn'
             and kept_until <= min(?1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
             and not exists (select 1 from held_proofs h where h.subject = ended.subject)
             and not exists (select 1 from consents given
               where given.subject = ended.subject and given.purpose = ended.purpose
                 and given.event <> 'withdrawn' and given.sequence < ended.sequence)
           limit ?2
         )`,
      )
      .bind(at.toISOString(), max),
  ];
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
