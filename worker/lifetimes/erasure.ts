import type { Commitments } from "../policy/commitments/commitments.ts";
import type { KeyRing } from "../vault/schema.ts";
import { blindIndex } from "../vault/sealing.ts";
import { daysAfter } from "../web/days.ts";

/** Under what an erasure is listed: a keyed hash of the blind index of the address. */
export function subjectIndexOf(ring: KeyRing, emailIndex: string): Promise<string> {
  return blindIndex(ring, "erased", emailIndex);
}

/** Since when erasures are remembered: as long as copies made against loss may hold what was erased, and a day. */
export function keptErasuresFrom(commitments: Commitments | undefined, at: Date): Date {
  return daysAfter(at, -((commitments?.backupDays ?? 30) + 1));
}

/** That somebody was erased: what their address had sent up to an instant, and the account that it had then. */
export interface Erasure {
  /** Keyed hash of the blind index of the address: it can be recognised, and linked with nothing else. */
  subjectIndex: string;
  /** Until when: the erasure, or when its owner left the address. */
  erasedAt: string;
}
