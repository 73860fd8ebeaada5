import { checkOf, isAsWritten, type RecordKeys } from "../../vault/record-keys.ts";
import type { Language } from "../../web/organization.ts";
import type { ConsentRecord } from "./record.ts";

/** A consent event as a row, without its number. */
export interface ConsentRow {
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
  said_at: string | null;
  entered_by: string | null;
}

/** The same as it was read: with its check, and where a statement joins them the words beside the box. */
export interface StoredConsent extends ConsentRow {
  record_check: string;
  words?: string | null;
}

export function asRow(consent: ConsentRecord): ConsentRow {
  return {
    id: consent.id,
    schema: consent.schema,
    subject: consent.subject,
    controller: consent.controller,
    event: consent.event,
    purpose: consent.purpose,
    legal_basis: consent.legalBasis,
    processing: JSON.stringify(consent.processing),
    data_categories: JSON.stringify(consent.dataCategories),
    method: consent.method,
    policy_version: consent.policyVersion,
    policy_hash: consent.policyHash,
    policy_language: consent.policyLanguage,
    label_hash: consent.labelHash,
    jurisdiction: consent.jurisdiction ?? null,
    withdrawal: consent.withdrawal,
    recorded_at: consent.recordedAt.toISOString(),
    kept_until: consent.keptUntil?.toISOString() ?? null,
    said_at: consent.saidAt?.toISOString() ?? null,
    entered_by: consent.enteredBy ?? null,
  };
}

export function asRecord(row: StoredConsent): ConsentRecord {
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
    ...(row.said_at === null ? {} : { saidAt: new Date(row.said_at) }),
    ...(row.kept_until === null ? {} : { keptUntil: new Date(row.kept_until) }),
  };
}

/** The keyed check of a row, over all its columns. */
export function checkOfConsent(keys: RecordKeys, row: ConsentRow): Promise<string> {
  return checkOf(keys, "consent", columnsOf(row));
}

/** Whether a row is as it was written here. */
export function holds(keys: RecordKeys, row: StoredConsent): Promise<boolean> {
  return isAsWritten(keys, "consent", columnsOf(row), row.record_check);
}

function columnsOf(row: ConsentRow) {
  return [
    row.id,
    row.schema,
    row.subject,
    row.controller,
    row.event,
    row.purpose,
    row.legal_basis,
    row.processing,
    row.data_categories,
    row.method,
    row.policy_version,
    row.policy_hash,
    row.policy_language,
    row.label_hash,
    row.jurisdiction,
    row.withdrawal,
    row.recorded_at,
    row.kept_until,
    row.said_at,
    row.entered_by,
  ];
}
