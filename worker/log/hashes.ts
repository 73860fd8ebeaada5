import { createHash } from "node:crypto";

/** SHA-256, 32 bytes. */
export type Hash = Uint8Array;

/** The hash of a tree without leaves: that of nothing. */
export function emptyRoot(): Hash {
  return sha256();
}

/** The hash of a leaf (RFC 6962, 2.1). */
export function leafHash(entry: Uint8Array): Hash {
  return sha256(Uint8Array.of(0), entry);
}

/** The hash of two neighbours (RFC 6962, 2.1): no leaf passes for it. */
export function nodeHash(left: Hash, right: Hash): Hash {
  return sha256(Uint8Array.of(1), left, right);
}

/** SHA-256 of some bytes, one after the other. */
export function sha256(...parts: readonly Uint8Array[]): Hash {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

/** Whether two hashes are the same. Hashes of a log are public, so the time it takes tells nothing. */
export function isSameHash(one: Hash, other: Hash): boolean {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}
