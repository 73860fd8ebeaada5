import type { Language } from "../../web/organization.ts";
import type { FormId } from "../form/form.ts";
import type { SentForm } from "./sent.ts";
import type { Suspicion } from "./suspicion.ts";

/** What is kept about any submission: nothing that a person typed. */
export interface SubmissionRow {
  reference: string;
  form: FormId;
  language: Language;
  receivedAt: Date;
  suspicions: readonly Suspicion[];
  isQuarantined: boolean;
  newsletter: boolean;
  /** When a guardian agreed, if the sender is not of age. */
  guardianAgreedAt?: Date | undefined;
  /** Hash of the token in the link that shows what was typed. */
  writtenHash?: string;
}

/** Adds a submission to the list of all; the same one again changes nothing. */
export function insertSubmission(db: D1Database, row: SubmissionRow): D1PreparedStatement {
  return db
    .prepare(
      `insert into submissions (reference, form, language, received_at, suspicions, quarantined_at, newsletter,
         guardian_agreed_at, written_hash)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
       on conflict (reference) do nothing`,
    )
    .bind(
      row.reference,
      row.form,
      row.language,
      row.receivedAt.toISOString(),
      row.suspicions.join(" "),
      row.isQuarantined ? row.receivedAt.toISOString() : null,
      Number(row.newsletter),
      row.guardianAgreedAt?.toISOString() ?? null,
      row.writtenHash ?? null,
    );
}

/** The submission with this reference, for its confirmation; undefined too where only a hold keeps it. */
export async function findSubmission(db: D1Database, reference: string): Promise<SentForm | undefined> {
  const row = await db
    .prepare(
      `select form, newsletter, iif(status = 'withdrawn', status_at, null) as withdrawn_at
       from submissions where reference = ?1 and not exists (select 1 from submissions_of_erased where reference = ?1)`,
    )
    .bind(reference)
    .first<{ form: FormId; newsletter: number; withdrawn_at: string | null }>();
  if (!row) return undefined;
  return {
    reference,
    form: row.form,
    newsletter: row.newsletter === 1,
    ...(row.withdrawn_at === null ? {} : { withdrawnAt: new Date(row.withdrawn_at) }),
  };
}

/** References of the submissions that wait for staff, oldest first. */
export async function quarantined(db: D1Database, max: number): Promise<string[]> {
  const { results } = await db
    .prepare(
      `select reference from submissions where quarantined_at is not null and released_at is null
       order by quarantined_at limit ?1`,
    )
    .bind(max)
    .all<{ reference: string }>();
  return results.map(({ reference }) => reference);
}

/** Takes a submission out of quarantine. `releaseMail` releases its mail. */
export function releaseSubmission(db: D1Database, reference: string, at: Date): D1PreparedStatement {
  return db
    .prepare("update submissions set released_at = ?2 where reference = ?1 and quarantined_at is not null")
    .bind(reference, at.toISOString());
}

/** Erases the list entries of everything that an address has sent. Call it before erasing that. */
export function deleteSubmissionsOf(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `delete from submissions where reference in
         (select reference from submissions_by_email where email_index = ?1)`,
    )
    .bind(emailIndex);
}

/** Erases the list entries of these submissions, if they came from this form. */
export function deleteSubmissions(
  db: D1Database,
  form: FormId,
  references: readonly string[],
): D1PreparedStatement {
  return db
    .prepare(
      `delete from submissions where reference in (
         select s.reference from json_each(?2) r cross join submissions s on s.reference = r.value where form = ?1
       )`,
    )
    .bind(form, JSON.stringify(references));
}

/** Erases the list entries of these submissions, whatever their form. Its rows are those that went: triggers add to the changes. */
export function deleteSubmissionsUnder(db: D1Database, references: readonly string[]): D1PreparedStatement {
  return db
    .prepare(
      "delete from submissions where reference in (select value from json_each(?1)) returning reference",
    )
    .bind(JSON.stringify(references));
}
