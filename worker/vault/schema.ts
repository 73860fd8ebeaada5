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

/** A table with sealed columns: what its domain's store says for sealing them again with a new key. */
export interface SealedTable {
  table: string;
  /**
   * Selects `row` (the primary key) and `sealed` (a JSON object of the sealed columns by name) of at most ?3 rows
   * after row ?1 that have a column unlike the pattern ?2, by row.
   */
  stale: string;
  /** Puts the columns of the JSON ?3 into row ?1, if it still holds what the JSON ?2 says. */
  replace: string;
}

/** The sealed columns of a row, by name; null where there is nothing. */
export interface SealedRow {
  row: string;
  sealed: Record<string, string | null>;
}

/** How many rows were sealed again, and how many do not open and stay as they are. */
export interface Resealed {
  resealed: number;
  broken: number;
}

/** A sealed text that does not open: changed, moved to another place, or sealed with a key that is not on the ring. */
export class SealBroken extends Error {
  override name = "SealBroken";
}
