import { checkOf, isAsWritten, type RecordKeys } from "../../vault/record-keys.ts";
import type { Signature } from "./signature.ts";

/** A signature as it is stored. */
export interface StoredSignature {
  sequence: number;
  id: string;
  user_id: string;
  purpose: Signature["purpose"];
  document: string;
  document_hash: string;
  policy_version: string;
  policy_hash: string;
  signed_at: string;
  kept_until: string | null;
  record_check: string;
}

/** The keyed check of a signature, over all its columns. */
export function checkOfSignature(
  keys: RecordKeys,
  row: Omit<StoredSignature, "sequence" | "record_check">,
): Promise<string> {
  return checkOf(keys, "signature", columnsOf(row));
}

/** Whether a signature is as it was written here. */
export function holdsSignature(keys: RecordKeys, row: StoredSignature): Promise<boolean> {
  return isAsWritten(keys, "signature", columnsOf(row), row.record_check);
}

/** Signatures after a number, in order. */
export async function signaturesAfter(
  db: D1Database,
  sequence: number,
  max: number,
): Promise<StoredSignature[]> {
  const { results } = await db
    .prepare("select * from signatures where sequence > ?1 order by sequence limit ?2")
    .bind(sequence, max)
    .all<StoredSignature>();
  return results;
}

function columnsOf(row: Omit<StoredSignature, "sequence" | "record_check">) {
  return [
    row.id,
    row.user_id,
    row.purpose,
    row.document,
    row.document_hash,
    row.policy_version,
    row.policy_hash,
    row.signed_at,
    row.kept_until,
  ];
}
