/** Where a sealed text belongs: it opens nowhere else. */
export interface Place {
  table: string;
  column: string;
  /** The row's primary key. */
  row: string;
}

/** The keys of the vault, opened from the secret `VAULT_KEYS`. */
export interface KeyRing {
  /** Id of the key that seals from now on. */
  current: string;
  /** Every key that still opens something, by id. */
  sealing: ReadonlyMap<string, CryptoKey>;
  /** Makes blind indexes; not rotated with the others, so that equal values stay equal. */
  indexing: CryptoKey;
}

/** A table with sealed columns, as its domain declares it for the re-sealing after a new key. */
export interface SealedTable {
  table: string;
  /** The primary key, a text. */
  row: string;
  /** Each named `sealed_…`; null where there is nothing. */
  columns: readonly string[];
}

/** A sealed text that does not open: changed, moved to another place, or sealed with a key that is not on the ring. */
export class SealBroken extends Error {
  override name = "SealBroken";
}
