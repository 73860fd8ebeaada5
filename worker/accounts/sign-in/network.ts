import { networkOf } from "../../web/network.ts";
import { hashOf } from "../../web/sha256.ts";
import { type Failures, freeTries, pausedUntil } from "../engine/failures.ts";

/** How long the failures of a prefix are remembered, and of how many prefixes. */
const memoryMs = 60 * 60_000;

const maxPrefixes = 10_000;

/**
 * Failed tries by network prefix over all accounts, in this isolate's memory only and under a salt that dies with it.
 * What a prefix tried at one account is stored under a keyed hash of both.
 */
const salt = { value: "" };

const prefixes = new Map<string, Failures>();

/** Until when tries from this address have to wait. */
export async function networkPausedUntil(address: string, at: Date): Promise<Date | undefined> {
  const known = prefixes.get(await keyOf(address));
  if (!known || at.getTime() - known.lastFailedAt.getTime() > memoryMs) return undefined;
  return pausedUntil(known, freeTries.network);
}

/** Counts a failed try from this address. */
export async function countNetworkFailure(address: string, at: Date): Promise<void> {
  const key = await keyOf(address);
  const known = prefixes.get(key);
  const recent = known && at.getTime() - known.lastFailedAt.getTime() <= memoryMs;
  prefixes.delete(key);
  prefixes.set(key, { failures: (recent ? known.failures : 0) + 1, lastFailedAt: at });
  for (const oldest of prefixes.keys()) {
    if (prefixes.size <= maxPrefixes) break;
    prefixes.delete(oldest);
  }
}

/** Forgets everything, as a new isolate would. */
export function forgetNetworks(): void {
  prefixes.clear();
}

async function keyOf(address: string): Promise<string> {
  salt.value ||= crypto.randomUUID();
  return hashOf(`${salt.value}\0${networkOf(address)}`);
}
