import type { KeyRing } from "./schema.ts";
import { openKeyRing } from "./sealing.ts";

let opened: { secret: string; ring: KeyRing } | undefined;

/** The vault's key ring, opened once per isolate. Throws when the secret `VAULT_KEYS` is malformed. */
export async function keyRing({ VAULT_KEYS: secret }: Pick<Env, "VAULT_KEYS">): Promise<KeyRing> {
  if (opened?.secret === secret) return opened.ring;
  // Keep the ring, not its promise: one that several requests await can hang (docs/decisions/0007-vault.md).
  const ring = await openKeyRing(secret);
  opened = { secret, ring };
  return ring;
}
