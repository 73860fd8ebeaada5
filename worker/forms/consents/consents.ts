import { endsOfProof } from "../../lifetimes/ends.ts";
import { versions } from "../../policy/versions/lock.ts";
import type { Language } from "../../web/organization.ts";
import type { ConsentRecord, Withdrawal } from "./record.ts";

interface ConsentRow {
  id: string;
  schema: string;
  subject: string;
  controller: string;
  event: ConsentRecord["event"];
  purpose: string;
  legal_basis: string;
  processing: string;
  data_categories: string;
  method: string;
  policy_version: string;
  policy_hash: string;
  policy_language: Language;
  label_hash: string;
  jurisdiction: string | null;
  withdrawal: string;
  recorded_at: string;
  kept_until: string | null;
  /** The words beside the box, where a statement joins them. */
  words?: string | null;
}

/** Adds consent events and the words that were ticked; the same events again change nothing. */
export function insertConsents(db: D1Database, consents: readonly ConsentRecord[]): D1PreparedStatement[] {
  return consents.flatMap((consent) => [insertWords(db, consent), insertConsent(db, consent)]);
}

function insertWords(db: D1Database, { labelHash, words }: ConsentRecord): D1PreparedStatement {
  return db
    .prepare(
      "insert into consent_words (hash, words) select ?1, ?2 where ?2 is not null on conflict do nothing",
    )
    .bind(labelHash, words ?? null);
}

/** Adds a consent event; the same event again changes nothing. */
export function insertConsent(db: D1Database, consent: ConsentRecord): D1PreparedStatement {
  return db
    .prepare(
      `insert into consents (id, schema, subject, controller, event, purpose, legal_basis, processing,
         data_categories, method, policy_version, policy_hash, policy_language, label_hash, jurisdiction,
         withdrawal, recorded_at, kept_until)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)`,
    )
    .bind(
      consent.id,
      consent.schema,
      consent.subject,
      consent.controller,
      consent.event,
      consent.purpose,
      consent.legalBasis,
      JSON.stringify(consent.processing),
      JSON.stringify(consent.dataCategories),
      consent.method,
      consent.policyVersion,
      consent.policyHash,
      consent.policyLanguage,
      consent.labelHash,
      consent.jurisdiction ?? null,
      consent.withdrawal,
      consent.recordedAt.toISOString(),
      consent.keptUntil?.toISOString() ?? null,
    );
}

/** Adds that whoever asked for something has used the mailed link. Adds nothing if nothing waits for it. */
export function confirmConsents(db: D1Database, subject: string, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `insert into consents (id, schema, subject, controller, event, purpose, legal_basis, processing,
         data_categories, method, policy_version, policy_hash, policy_language, label_hash, jurisdiction,
         withdrawal, recorded_at, kept_until)
       select subject || '/' || purpose, schema, subject, controller, 'given', purpose, legal_basis, processing,
         data_categories, method, policy_version, policy_hash, policy_language, label_hash, jurisdiction,
         withdrawal, ?2, kept_until
       from current_consents where subject = ?1 and event = 'asked'`,
    )
    .bind(subject, at.toISOString());
}

/**
 * Adds the withdrawal of a consent that stands, for the same text. Adds nothing if there is none. The proof is
 * kept as the version that was agreed to or the version in force says, whichever is shorter.
 */
export function withdrawConsent(db: D1Database, withdrawal: Withdrawal): D1PreparedStatement {
  const { subject, purpose, method, recordedAt, keptUntil } = withdrawal;
  return db
    .prepare(
      `insert into consents (id, schema, subject, controller, event, purpose, legal_basis, processing,
         data_categories, method, policy_version, policy_hash, policy_language, label_hash, jurisdiction,
         withdrawal, recorded_at, kept_until)
       select id || '/withdrawn', schema, subject, controller, 'withdrawn', purpose, legal_basis, processing,
         data_categories, ?3, policy_version, policy_hash, policy_language, label_hash, jurisdiction,
         withdrawal, ?4,
         min(?5, coalesce((select value from json_each(?6) where key = policy_version), ?5))
       from current_consents where subject = ?1 and purpose = ?2 and event <> 'withdrawn'`,
    )
    .bind(
      subject,
      purpose,
      method,
      recordedAt.toISOString(),
      keptUntil?.toISOString() ?? null,
      JSON.stringify(endsOfProof(versions, recordedAt)),
    );
}

/** Every consent event of a subject, in order of recording. */
export async function consentsOfSubject(db: D1Database, subject: string): Promise<ConsentRecord[]> {
  const { results } = await db
    .prepare("select * from consents where subject = ?1 order by sequence")
    .bind(subject)
    .all<ConsentRow>();
  return results.map(asRecord);
}

/** Where a subject stands on each purpose: the latest event of each. */
export async function currentConsents(db: D1Database, subject: string): Promise<ConsentRecord[]> {
  const { results } = await db
    .prepare("select * from current_consents where subject = ?1 order by sequence")
    .bind(subject)
    .all<ConsentRow>();
  return results.map(asRecord);
}

/** What stands: the latest event of each subject and purpose, unless it is a withdrawal. */
export function currentIn(result: D1Result | undefined): ConsentRecord[] {
  const last = new Map(consentsIn(result).map((record) => [`${record.subject}/${record.purpose}`, record]));
  return [...last.values()].filter(({ event }) => event !== "withdrawn");
}

function asRecord(row: ConsentRow): ConsentRecord {
  return {
    id: row.id,
    schema: row.schema,
    subject: row.subject,
    controller: row.controller,
    event: row.event,
    purpose: row.purpose,
    legalBasis: row.legal_basis,
    processing: JSON.parse(row.processing) as string[],
    dataCategories: JSON.parse(row.data_categories) as string[],
    method: row.method,
    policyVersion: row.policy_version,
    policyHash: row.policy_hash,
    policyLanguage: row.policy_language,
    labelHash: row.label_hash,
    ...(row.words ? { words: row.words } : {}),
    ...(row.jurisdiction === null ? {} : { jurisdiction: row.jurisdiction }),
    withdrawal: row.withdrawal,
    recordedAt: new Date(row.recorded_at),
    ...(row.kept_until === null ? {} : { keptUntil: new Date(row.kept_until) }),
  };
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
  return ((result?.results ?? []) as unknown as ConsentRow[]).map(asRecord);
}
