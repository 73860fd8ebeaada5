import { recordKeys } from "../../vault/ring.ts";
import type { ConsentRecord } from "./record.ts";
import { asRow, type ConsentRow, checkOfConsent } from "./rows.ts";

/** Rows per statement, far below what D1 takes as one parameter. */
const maxRows = 500;

/** A row to add, with its check. */
export interface CheckedConsent extends ConsentRow {
  record_check: string;
  /** Id of the event that it follows; adding it after another fails the batch. Absent where it follows none. */
  after?: string;
}

/** Adds consent events and the words that were ticked; the same events again change nothing. */
export async function insertConsents(
  env: Env,
  consents: readonly ConsentRecord[],
): Promise<D1PreparedStatement[]> {
  const keys = await recordKeys(env);
  const rows = await Promise.all(
    consents.map(asRow).map(async (row) => ({ ...row, record_check: await checkOfConsent(keys, row) })),
  );
  return [...consents.map((consent) => insertWords(env.DB, consent)), ...addConsents(env.DB, rows)];
}

/** Adds rows in their order. One whose id is there is passed over. */
export function addConsents(db: D1Database, rows: readonly CheckedConsent[]): D1PreparedStatement[] {
  const parts = Array.from({ length: Math.ceil(rows.length / maxRows) }, (_, part) =>
    rows.slice(part * maxRows, (part + 1) * maxRows),
  );
  return parts.map((part) =>
    db
      .prepare(
        `insert into consents (sequence, id, schema, subject, controller, event, purpose, legal_basis, processing,
           data_categories, method, policy_version, policy_hash, policy_language, label_hash, jurisdiction,
           withdrawal, recorded_at, kept_until, said_at, entered_by, record_check)
         select (select sequence from next_consent) + row_number() over (order by key) - 1, row ->> 'id',
           row ->> 'schema', row ->> 'subject', row ->> 'controller',
           -- Null, which the table refuses, where another event came in between.
           iif(row ->> 'after' is null or row ->> 'after' = (
             select id from consents as last
             where last.subject = row ->> 'subject' and last.purpose = row ->> 'purpose'
             order by sequence desc limit 1
           ), row ->> 'event', null),
           row ->> 'purpose', row ->> 'legal_basis', row ->> 'processing', row ->> 'data_categories',
           row ->> 'method', row ->> 'policy_version', row ->> 'policy_hash', row ->> 'policy_language',
           row ->> 'label_hash', row ->> 'jurisdiction', row ->> 'withdrawal', row ->> 'recorded_at',
           row ->> 'kept_until', row ->> 'said_at', row ->> 'entered_by', row ->> 'record_check'
         from (select key, value as row from json_each(?1))
         where not exists (select 1 from consents as known where known.id = row ->> 'id')`,
      )
      .bind(JSON.stringify(part)),
  );
}

function insertWords(db: D1Database, { labelHash, words }: ConsentRecord): D1PreparedStatement {
  return db
    .prepare(
      "insert into consent_words (hash, words) select ?1, ?2 where ?2 is not null on conflict do nothing",
    )
    .bind(labelHash, words ?? null);
}
