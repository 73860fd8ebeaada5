import { isOfErased } from "../../lifetimes/held-erasures.ts";
import type { FormId } from "../form/form.ts";

/** The address that a mail names, at which its reader sees what was typed. */
export function writtenAddress(origin: string, language: string, token: string): string {
  return `${origin}/${language}/written/${token}/`;
}

/** What was sent, as it is found by the link in a mail. */
export interface Written {
  reference: string;
  form: FormId;
  receivedAt: Date;
}

/** What was sent with the link whose token has this hash; undefined where it is erased, withdrawn or only held by law. */
export async function findWritten(db: D1Database, tokenHash: string): Promise<Written | undefined> {
  const row = await db
    .prepare(
      `select reference, form, received_at from submissions
       where written_hash = ?1 and status <> 'withdrawn'`,
    )
    .bind(tokenHash)
    .first<{ reference: string; form: FormId; received_at: string }>();
  return row && !(await isOfErased(db, row.reference))
    ? { reference: row.reference, form: row.form, receivedAt: new Date(row.received_at) }
    : undefined;
}
