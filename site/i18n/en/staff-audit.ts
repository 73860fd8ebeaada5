import type { Action } from "../../../worker/audit/entry.ts";

const actions: Record<Action, string> = {
  opened: "Opened",
  changed: "Changed the status of",
  answered: "Answered",
  released: "Released from quarantine",
  erased: "Erased",
  searched: "Looked up what is held for",
  "mail-again": "Sent again the mail",
  "mail-dropped": "Gave up the mail",
  "newsletter-sent": "Sent the newsletter",
};

/** Texts of the audit log. */
export const audit = {
  title: "Audit log",
  lead: "Who of the staff read or changed personal data, what, and when. Nothing in it can be changed. Each entry carries a hash over itself and the one before.",
  actions,
  empty: "There is no entry yet.",
  by: "by",
  entry: "Entry",
  check: "Check the whole log",
  unbroken: (entries: number) =>
    entries === 1 ? "Unbroken: 1 entry fits." : `Unbroken: all ${entries} entries fit.`,
  broken: (entry: number) =>
    `Broken at entry ${entry}: it was altered or taken out, or what follows the entry before was.`,
  tip: "Hash of the last entry that fits. Note it down elsewhere: entries taken off the end show only by it.",
};
