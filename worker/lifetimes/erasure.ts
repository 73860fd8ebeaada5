import type { Commitments } from "../policy/commitments/commitments.ts";
import type { KeyRing } from "../vault/schema.ts";
import { blindIndex } from "../vault/sealing.ts";
import { daysAfter } from "../web/days.ts";

/**
 * The name under which an erasure is listed: a keyed hash of what was erased.
 * @param erased an address's blind index, or the reference of a single record
 */
export function subjectIndexOf(ring: KeyRing, erased: string): Promise<string> {
  return blindIndex(ring, "erased", erased);
}

/** Since when erasures are remembered: as long as backups may hold what was erased, and a day more. For ever without a version. */
export function keptErasuresFrom(commitments: Commitments | undefined, at: Date): Date {
  return commitments ? daysAfter(at, -(commitments.backupDays + 1)) : new Date(0);
}

/** Somebody was erased: what their address had sent up to an instant, and the account it had then. Or one record was. */
export interface Erasure {
  /** As `subjectIndexOf` makes it: recognisable, and linkable with nothing else. */
  subjectIndex: string;
  /** Up to when: the erasure, or the instant at which its owner left the address. */
  erasedAt: string;
}
