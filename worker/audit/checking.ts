import type { RunReport } from "../web/run-report.ts";
import { checkEntries } from "./chain.ts";
import type { CheckedLog } from "./entry.ts";
import { entriesAfter } from "./log.ts";

/** How many entries a check of the log reads at once. */
const maxAtOnce = 5000;

/** Checks the whole log, entry by entry. */
export async function checkLog(db: D1Database): Promise<CheckedLog> {
  let checked: CheckedLog = { entries: 0, tip: "" };
  for (;;) {
    const next = await entriesAfter(db, checked.entries, maxAtOnce);
    checked = await checkEntries(checked, next);
    if (checked.brokenAt !== undefined || next.length < maxAtOnce) return checked;
  }
}

/** Checks the whole log for the cron. Throws when it is broken, so that the job's row says so. */
export async function checkLogDaily(env: Env, report: RunReport): Promise<void> {
  const { entries, brokenAt } = await checkLog(env.DB);
  report.add("entries", entries);
  if (brokenAt !== undefined) throw new Error(`the audit log does not fit from entry ${brokenAt} on`);
}
