import type { RecordTable } from "../../audit/records.ts";
import { holdsSignature, signaturesAfter } from "./stored.ts";

/** How signatures are checked. */
export const signatureRecords: RecordTable = {
  kind: "signatures",
  async rowsAfter(db, keys, sequence, max) {
    const rows = await signaturesAfter(db, sequence, max);
    return Promise.all(
      rows.map(async (row) => ({
        sequence: row.sequence,
        id: row.id,
        holds: await holdsSignature(keys, row),
      })),
    );
  },
};
