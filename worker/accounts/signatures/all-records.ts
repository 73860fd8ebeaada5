import type { NotedHead } from "../../audit/head-rows.ts";
import { type CheckedRecords, checkRecords, type RecordTable } from "../../audit/records.ts";
import { consentRecords } from "../../forms/consents/checking.ts";
import type { RecordKeys } from "../../vault/record-keys.ts";
import { signatureRecords } from "./checking.ts";

/** Every kind of record that proves something. */
const recordTables: readonly RecordTable[] = [consentRecords, signatureRecords];

/** Checks every record that proves something: none changed, none from elsewhere, none missing. */
export async function checkAllRecords(
  db: D1Database,
  keys: RecordKeys,
  heads: readonly NotedHead[],
): Promise<CheckedRecords[]> {
  const checked: CheckedRecords[] = [];
  for (const table of recordTables) checked.push(await checkRecords(db, keys, table, heads));
  return checked;
}
