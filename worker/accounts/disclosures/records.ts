import type { Language } from "../../web/organization.ts";

/** A record that a disclosure can name, and whose it is. */
export interface Concerning {
  record: string;
  emailIndex: string;
  language: Language;
  /** Whether it is an account rather than a submission. */
  isAccount: boolean;
}

/** The records with these references, as far as they belong to an address. Read them with `concerningIn`. */
export function selectConcerning(db: D1Database, references: readonly string[]): D1PreparedStatement {
  return db
    .prepare(
      `select s.reference as record, s.email_index, b.language, 0 as is_account
       from submissions_by_email s join submissions b on b.reference = s.reference
       where s.email_index is not null and s.reference in (select value from json_each(?1))
       union all
       select id, email_index, language, 1 from users where id in (select value from json_each(?1))`,
    )
    .bind(JSON.stringify(references));
}

/** The result of `selectConcerning`. */
export function concerningIn(result: D1Result | undefined): Concerning[] {
  const rows = (result?.results ?? []) as unknown as {
    record: string;
    email_index: string;
    language: Language;
    is_account: number;
  }[];
  return rows.map(({ record, email_index, language, is_account }) => ({
    record,
    emailIndex: email_index,
    language,
    isAccount: is_account === 1,
  }));
}
