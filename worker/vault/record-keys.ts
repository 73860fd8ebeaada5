import { base64url } from "../web/base64url.ts";
import { Fault } from "../web/fault.ts";
import { isSameText } from "./hmac.ts";
import { keyEntries } from "./key-entries.ts";

/** The keys that authenticate records, opened from the secret `RECORD_KEYS`. */
export interface RecordKeys {
  /** Id of the key that authenticates from now on. */
  current: string;
  /** Every key that still proves something, by id. */
  byId: ReadonlyMap<string, CryptoKey>;
}

/** What a check covers: the columns of a row, in a fixed order. */
export type Columns = readonly (string | number | null)[];

/**
 * Opens the secret `RECORD_KEYS`: entries as in `VAULT_KEYS`. The first authenticates, all of them prove.
 * @throws Error that names the entry (never its key) when the secret is malformed
 */
export async function openRecordKeys(secret: string): Promise<RecordKeys> {
  const entries = keyEntries("RECORD_KEYS", secret);
  const [first] = entries;
  if (!first) throw new Fault("RECORD_KEYS has no key to authenticate records with");
  const how = { name: "HMAC", hash: "SHA-256" };
  const keys = await Promise.all(
    entries.map(
      async ({ id, key }) => [id, await crypto.subtle.importKey("raw", key, how, false, ["sign"])] as const,
    ),
  );
  return { current: first.id, byId: new Map(keys) };
}

/**
 * The keyed check of a row: HMAC-SHA-256 over all its columns, which nobody can make without the key.
 * @param kind what the row is, so that no check passes for one of another kind
 * @returns `<key id>.<43 characters>`
 */
export function checkOf(keys: RecordKeys, kind: string, columns: Columns): Promise<string> {
  return checkUnder(keys, keys.current, kind, columns);
}

/** Whether a row is as it was written here. */
export async function isAsWritten(
  keys: RecordKeys,
  kind: string,
  columns: Columns,
  check: string,
): Promise<boolean> {
  const [id = ""] = check.split(".", 1);
  return keys.byId.has(id) && isSameText(check, await checkUnder(keys, id, kind, columns));
}

/** The check of a row that follows one which is not as it was written: it never holds either. */
export const unproven = "none.";

async function checkUnder(keys: RecordKeys, id: string, kind: string, columns: Columns): Promise<string> {
  const key = keys.byId.get(id);
  if (!key) throw new Fault(`RECORD_KEYS has no key "${id}"`);
  const message = new TextEncoder().encode(JSON.stringify([kind, ...columns]));
  return `${id}.${base64url(new Uint8Array(await crypto.subtle.sign("HMAC", key, message)))}`;
}
