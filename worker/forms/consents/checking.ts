import type { RecordTable } from "../../audit/records.ts";
import { sha256 } from "../../web/sha256.ts";
import { holds, type StoredConsent } from "./rows.ts";

/** How consents are checked: each row by itself, its words, and its place after the event that it follows. */
export const consentRecords: RecordTable = {
  kind: "consents",
  async rowsAfter(db, keys, sequence, max) {
    const { results } = await db
      .prepare(
        `select consents.*, words from consents left join consent_words on hash = label_hash
         where sequence > ?1 order by sequence limit ?2`,
      )
      .bind(sequence, max)
      .all<StoredConsent & { sequence: number; words: string | null }>();
    const words = new Map(results.map((row) => [row.label_hash, row.words]));
    const changed = new Set<string>();
    for (const [hash, text] of words) if (text !== null && (await sha256(text)) !== hash) changed.add(hash);
    return Promise.all(
      results.map(async (row) => ({
        sequence: row.sequence,
        id: row.id,
        holds: !changed.has(row.label_hash) && (await holds(keys, row)),
      })),
    );
  },
  async misplaced(db) {
    const { results } = await db
      .prepare(
        `select later.id from consents as later join consents as first
           on later.id = first.id || '/withdrawn' and later.sequence < first.sequence
         union all
         select first.id from consents as asked join consents as first
           on asked.id = first.id || '/asked' and first.sequence < asked.sequence`,
      )
      .all<{ id: string }>();
    return results.map(({ id }) => id);
  },
};
