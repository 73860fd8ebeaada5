import { checkOf, isAsWritten, type RecordKeys } from "../vault/record-keys.ts";
import type { AuditEntry, CheckedLog, Deed, Tip } from "./entry.ts";

/** What the first entry of a log follows. */
export const noEntry: Tip = { sequence: 0, hash: "" };

/** The entry that follows the last one. */
export async function entryAfter(
  keys: RecordKeys,
  tip: Tip,
  { at, actor, action, subject }: Deed,
): Promise<AuditEntry> {
  const entry = {
    sequence: tip.sequence + 1,
    at: at.toISOString(),
    actor,
    action,
    subject,
    previous: tip.hash,
  };
  return { ...entry, hash: await checkOf(keys, "audit", columnsOf(entry)) };
}

/** Continues checking a log with the next entries. Once broken, it stays broken. */
export async function checkEntries(
  keys: RecordKeys,
  before: CheckedLog,
  entries: readonly AuditEntry[],
): Promise<CheckedLog> {
  let checked = before;
  for (const entry of entries) {
    if (checked.brokenAt !== undefined) return checked;
    const next = checked.entries + 1;
    const follows = entry.sequence === next && entry.previous === checked.tip;
    const isWhole = follows && (await isAsWritten(keys, "audit", columnsOf(entry), entry.hash));
    if (isWhole) checked = { entries: entry.sequence, tip: entry.hash };
    else checked = { ...checked, brokenAt: next, fault: entry.sequence > next ? "missing" : "changed" };
  }
  return checked;
}

function columnsOf({ sequence, at, actor, action, subject, previous }: Omit<AuditEntry, "hash">) {
  return [sequence, at, actor, action, subject, previous];
}
