import { type LoggedLine, linesAtEnd } from "../log/stored.ts";
import type { RecordKeys } from "../vault/record-keys.ts";
import type { KeyRing } from "../vault/schema.ts";
import { checkLog } from "./checking.ts";
import { valueOfDay } from "./day-value.ts";
import type { CheckedLog, Tip } from "./entry.ts";
import type { NotedHead } from "./head-rows.ts";
import { hashAt } from "./log.ts";
import { endedNumbers } from "./record-ends.ts";

/** How many days are compared, the last ones. */
const comparedDays = 31;

/**
 * Checks the whole log, and that it still has the last entries of the days whose values stand in the log of public facts.
 * Whoever holds the database and every key can write another audit log; they cannot take back what was published of this
 * one.
 */
export async function checkLogAndDays(
  db: D1Database,
  { records, ring }: { records: RecordKeys; ring: KeyRing },
  heads: readonly NotedHead[],
): Promise<CheckedLog> {
  const checked = await checkLog(db, records, heads);
  if (checked.brokenAt !== undefined) return checked;
  const [ended] = await endedNumbers(db, records, "audit");
  let last = ended?.last ?? 0;
  for (const line of await linesAtEnd(db, "audit", comparedDays)) {
    const tip = await tipOf(ring, line);
    if (!tip) return { ...checked, brokenAt: last + 1, fault: "changed" };
    if (tip.sequence > checked.entries) return { ...checked, brokenAt: checked.entries + 1, fault: "cut" };
    // What has ended left one hash behind; the entries before it are gone.
    const isThere = tip.sequence <= (ended?.last ?? 0) || (await hashAt(db, tip.sequence)) === tip.hash;
    if (!isThere) return { ...checked, brokenAt: last + 1, fault: "changed" };
    last = tip.sequence;
  }
  return checked;
}

/** The last entry of a day, as it was kept beside the day's value; undefined when that value is of another entry. */
async function tipOf(ring: KeyRing, { entry, opening }: LoggedLine): Promise<Tip | undefined> {
  const { day, value } = JSON.parse(entry) as { day: string; value: string };
  const tip = JSON.parse(opening ?? "null") as Tip | null;
  return tip && (await valueOfDay(ring, day, tip)) === value ? tip : undefined;
}
