import type { KeyRing } from "../vault/schema.ts";
import { blindIndex } from "../vault/sealing.ts";
import type { Tip } from "./entry.ts";

/**
 * What is published of the log at the end of a day: a keyed hash of the day and of its last entry. It differs every
 * day and is always as long, so it does not tell whether the day had entries. With the log and the key it can be
 * computed again.
 */
export async function valueOfDay(ring: KeyRing, day: string, { sequence, hash }: Tip): Promise<string> {
  return blindIndex(ring, "audit-day", `${day} ${sequence} ${hash}`);
}
