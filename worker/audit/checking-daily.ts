import { recordKeys } from "../vault/ring.ts";
import { Fault } from "../web/fault.ts";
import type { RunReport } from "../web/run-report.ts";
import { checkLog } from "./checking.ts";
import { notedHeads } from "./heads.ts";

/** Checks the whole log for the cron. Throws when it is broken, so that the job's row says so. */
export async function checkLogDaily(env: Env, report: RunReport): Promise<void> {
  const { entries, brokenAt, fault } = await checkLog(env.DB, await recordKeys(env), await notedHeads(env));
  report.add("entries", entries);
  if (brokenAt !== undefined)
    throw new Fault(`the audit log does not fit from entry ${brokenAt} on (${fault})`);
}
