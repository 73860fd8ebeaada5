import { generateKeyPairSync, randomBytes } from "node:crypto";

/** The secret `VAULT_KEYS` for a site without one: a sealing key and a key for blind indexes. */
export function newVaultKeys(): string {
  return `k1:${newKey()} index:${newKey()}`;
}

/** The secret `RECORD_KEYS` for a site without one: a key that authenticates records. */
export function newRecordKeys(): string {
  return `r1:${newKey()}`;
}

/** The secret `RECEIPT_KEY` or `LOG_KEY` for a site without one: an Ed25519 private key as JWK. */
export function newSigningKey(): string {
  return JSON.stringify(generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" }));
}

/** The secret with a new key in front, which seals from then on. The others still open. */
export function withNewKey(secret: string): string {
  const numbers = idsOf(secret).map((id) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0));
  return `k${Math.max(...numbers) + 1}:${newKey()} ${secret.trim()}`;
}

/** The secret without the keys of these ids. */
export function withoutKeys(secret: string, ids: readonly string[]): string {
  const entries = secret.split(/\s+/).filter((entry) => entry && !ids.includes(idOf(entry)));
  return entries.join(" ");
}

/** The ids of the keys that seal or open, the current one first. */
export function idsOf(secret: string): string[] {
  const ids = secret.split(/\s+/).filter(Boolean).map(idOf);
  return ids.filter((id) => id !== "index");
}

function idOf(entry: string): string {
  return entry.slice(0, entry.indexOf(":"));
}

function newKey(): string {
  return randomBytes(32).toString("base64url");
}
