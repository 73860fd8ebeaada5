import type { FormId } from "../../forms/form/form.ts";
import type { Language } from "../../web/organization.ts";
import type { Status } from "../status/status.ts";

/** What a client is shown of a submission. */
export interface ClientsSubmission {
  form: FormId;
  language: Language;
  status: Status;
  receivedAt: Date;
  /** Whether it is only stored for now, because its sender asked for that. */
  isRestricted: boolean;
}

/**
 * The submission with this reference, for its sender; nothing where only a hold keeps it, or while it is in quarantine. Read it
 * with `submissionIn`.
 */
export function findSubmissionOf(db: D1Database, reference: string): D1PreparedStatement {
  return db
    .prepare(
      `select form, language, status, received_at,
         exists (select 1 from restricted_submissions where reference = ?1) as is_restricted
       from submissions
       where reference = ?1 and not exists (select 1 from submissions_of_erased where reference = ?1)
         and (quarantined_at is null or released_at is not null)`,
    )
    .bind(reference);
}

/** The result of `findSubmissionOf`. */
export function submissionIn(result: D1Result | undefined): ClientsSubmission | undefined {
  const [row] = (result?.results ?? []) as {
    form: FormId;
    language: Language;
    status: Status;
    received_at: string;
    is_restricted: number;
  }[];
  if (!row) return undefined;
  const { form, language, status, received_at, is_restricted } = row;
  return { form, language, status, receivedAt: new Date(received_at), isRestricted: is_restricted === 1 };
}
