import type { ConsentRecord } from "./record.ts";
import { asRecord, type StoredConsent } from "./rows.ts";

/** Every consent event of a subject, in order of recording. */
export async function consentsOfSubject(db: D1Database, subject: string): Promise<ConsentRecord[]> {
  return (await storedConsents(db, subject)).map(asRecord);
}

/** The same as stored, each with its check and the words beside its box. */
export async function storedConsents(db: D1Database, subject: string): Promise<StoredConsent[]> {
  const { results } = await db
    .prepare(
      `select consents.*, words from consents left join consent_words on hash = label_hash
       where subject = ?1 order by sequence`,
    )
    .bind(subject)
    .all<StoredConsent>();
  return results;
}

/** Where a subject stands on each purpose: the latest event of each. */
export async function currentConsents(db: D1Database, subject: string): Promise<ConsentRecord[]> {
  const { results } = await db
    .prepare("select * from current_consents where subject = ?1 order by sequence")
    .bind(subject)
    .all<StoredConsent>();
  return results.map(asRecord);
}

/** What stands: the latest event of each subject and purpose, unless it is a withdrawal. */
export function currentIn(result: D1Result | undefined): ConsentRecord[] {
  const last = new Map(consentsIn(result).map((record) => [`${record.subject}/${record.purpose}`, record]));
  return [...last.values()].filter(({ event }) => event !== "withdrawn");
}

/**
 * Every consent event of an account and of what its address has sent, in order of recording. Read it with `consentsIn`. A
 * subscription that was asked for in another form brings along only its own consent.
 */
export function selectConsentsOf(db: D1Database, userId: string, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `select consents.*, words from consents left join consent_words on hash = label_hash
       where subject = ?1
         or subject in (select reference from submissions_by_email where email_index = ?2)
           and (subject, purpose in ('newsletter', 'policy-changes')) in
             (select reference, kind = 'newsletter' from submissions_by_email where email_index = ?2)
       order by sequence`,
    )
    .bind(userId, emailIndex);
}

/** The result of `selectConsentsOf`. */
export function consentsIn(result: D1Result | undefined): ConsentRecord[] {
  return ((result?.results ?? []) as unknown as StoredConsent[]).map(asRecord);
}
