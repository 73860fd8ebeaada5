import { now } from "../web/clock.ts";
import { fitKeys } from "./key-checks.ts";
import { type OpenKeys, openKeys } from "./open-keys.ts";
import type { RecordKeys } from "./record-keys.ts";
import type { KeyRing } from "./schema.ts";

/** What the keys are opened from, and the database that they have to fit. */
export type Keyed = Pick<Env, "DB" | "VAULT_KEYS" | "RECORD_KEYS" | "CLOCK_SHIFT_MS">;

let opened: { secrets: string; keys: OpenKeys } | undefined;

/**
 * The vault's key ring, opened and compared with the database once per isolate.
 * @throws WrongKeys when the database was written with other keys, so that nothing is sealed with a wrong one
 * @throws Error when a secret is malformed
 */
export async function keyRing(env: Keyed): Promise<KeyRing> {
  return (await keysOf(env)).ring;
}

/** The keys that authenticate records. Throws as `keyRing` does. */
export async function recordKeys(env: Keyed): Promise<RecordKeys> {
  return (await keysOf(env)).records;
}

async function keysOf(env: Keyed): Promise<OpenKeys> {
  const secrets = `${env.VAULT_KEYS}\n${env.RECORD_KEYS}`;
  if (opened?.secrets === secrets) return opened.keys;
  const keys = await openKeys(env);
  await fitKeys(env.DB, keys, now(env));
  // Keep the keys, not their promise: one that several requests await can hang (docs/decisions/0007-vault.md).
  opened = { secrets, keys };
  return keys;
}
