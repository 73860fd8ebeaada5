import type { RecordKeys } from "../vault/record-keys.ts";
import { checkEntries, noEntry } from "./chain.ts";
import type { CheckedLog } from "./entry.ts";
import type { NotedHead } from "./head-rows.ts";
import { entriesAfter } from "./log.ts";
import { endedNumbers } from "./record-ends.ts";

/** How many entries a check of the log reads at once. */
const maxAtOnce = 5000;

/**
 * Checks the whole log, entry by entry: from the hash that ended entries left behind to the last number that was noted
 * outside of the database.
 */
export async function checkLog(
  db: D1Database,
  keys: RecordKeys,
  heads: readonly NotedHead[],
): Promise<CheckedLog> {
  const [ended] = await endedNumbers(db, keys, "audit");
  const from = ended?.first === 1 ? { sequence: ended.last, hash: ended.hash ?? "" } : noEntry;
  const noted = heads.filter(({ kind }) => kind === "audit");
  let checked: CheckedLog = { entries: from.sequence, tip: from.hash };
  for (;;) {
    const next = await entriesAfter(db, checked.entries, maxAtOnce);
    checked = await checkEntries(keys, checked, next);
    const other = noted.find(({ sequence, name }) =>
      next.find((entry) => entry.sequence === sequence && entry.hash !== name),
    );
    if (other && (checked.brokenAt ?? Number.POSITIVE_INFINITY) > other.sequence)
      return { ...checked, brokenAt: other.sequence, fault: "changed" };
    if (checked.brokenAt !== undefined) return checked;
    if (next.length < maxAtOnce) break;
  }
  const last = Math.max(0, ...noted.map(({ sequence }) => sequence));
  return last > checked.entries ? { ...checked, brokenAt: checked.entries + 1, fault: "cut" } : checked;
}
