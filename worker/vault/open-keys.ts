import { openRecordKeys, type RecordKeys } from "./record-keys.ts";
import type { KeyRing } from "./schema.ts";
import { openKeyRing } from "./sealing.ts";

/** Every key that writes into the database. */
export interface OpenKeys {
  ring: KeyRing;
  records: RecordKeys;
}

/** Opens both secrets, whatever the database. Throws when one is malformed. */
export async function openKeys({
  VAULT_KEYS,
  RECORD_KEYS,
}: {
  VAULT_KEYS: string;
  RECORD_KEYS: string;
}): Promise<OpenKeys> {
  return { ring: await openKeyRing(VAULT_KEYS), records: await openRecordKeys(RECORD_KEYS) };
}
