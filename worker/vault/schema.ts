import { Fault } from "../web/fault.ts";
/** Where a sealed text belongs. It opens nowhere else. */
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
  /** Makes blind indexes. Not rotated with the others, so that equal values stay equal. */
  indexing: CryptoKey;
}

/** A table with sealed columns, as its room declares it for resealing. */
export interface SealedTable {
  table: string;
  /** Name of the primary key, a text. */
  row: string;
  /** Each is named `sealed_…` and null where there is nothing. */
  columns: readonly string[];
}

/** The sealed columns of a row, by name; null where there is nothing. */
export interface SealedRow {
  row: string;
  sealed: Record<string, string | null>;
}

/** How many rows were resealed, and how many do not open and stay as they are. */
export interface Resealed {
  resealed: number;
  broken: number;
}

/** A sealed text that does not open: changed, moved to another place, or sealed with a key that is not on the ring. */
export class SealBroken extends Fault {
  override name = "SealBroken";
}
