import { sha256 } from "../web/sha256.ts";
import type { AuditEntry, CheckedLog, Deed, Tip } from "./entry.ts";

/** What the first entry of a log follows. */
export const noEntry: Tip = { sequence: 0, hash: "" };

/** The entry that follows the last one. */
export async function entryAfter(tip: Tip, { at, actor, action, subject }: Deed): Promise<AuditEntry> {
  const entry = {
    sequence: tip.sequence + 1,
    at: at.toISOString(),
    actor,
    action,
    subject,
    previous: tip.hash,
  };
  return { ...entry, hash: await hashOfEntry(entry) };
}

/** Continues checking a log with the next entries. Once broken, it stays broken. */
export async function checkEntries(before: CheckedLog, entries: readonly AuditEntry[]): Promise<CheckedLog> {
  let checked = before;
  for (const entry of entries) {
    if (checked.brokenAt !== undefined) return checked;
    const follows = entry.sequence === checked.entries + 1 && entry.previous === checked.tip;
    const isWhole = follows && entry.hash === (await hashOfEntry(entry));
    checked = isWhole
      ? { entries: entry.sequence, tip: entry.hash }
      : { ...checked, brokenAt: checked.entries + 1 };
  }
  return checked;
}

async function hashOfEntry(entry: Omit<AuditEntry, "hash">): Promise<string> {
  const { sequence, at, actor, action, subject, previous } = entry;
  return sha256(JSON.stringify([sequence, at, actor, action, subject, previous]));
}
