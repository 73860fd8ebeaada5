import type { ConsentRecord } from "./schema.ts";

/** Adds a consent event; the same event again changes nothing. */
export function insertConsent(db: D1Database, consent: ConsentRecord): D1PreparedStatement {
  return db
    .prepare(
      `insert into consents (id, subject, event, purpose, form, policy_version, policy_hash, policy_language,
         label_hash, recorded_at)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
       on conflict (id) do nothing`,
    )
    .bind(
      consent.id,
      consent.subject,
      consent.event,
      consent.purpose,
      consent.form,
      consent.policyVersion,
      consent.policyHash,
      consent.policyLanguage,
      consent.labelHash,
      consent.recordedAt.toISOString(),
    );
}
