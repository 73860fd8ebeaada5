import { keyRing, recordKeys } from "../vault/ring.ts";
import { Fault } from "../web/fault.ts";
import type { RunReport } from "../web/run-report.ts";
import { notedHeads } from "./heads.ts";
import { checkLogAndDays } from "./logged-days.ts";

/** Checks the whole log for the cron. Throws when it is broken, so that the job's row says so. */
export async function checkLogDaily(env: Env, report: RunReport): Promise<void> {
  const keys = { records: await recordKeys(env), ring: await keyRing(env) };
  const { entries, brokenAt, fault } = await checkLogAndDays(env.DB, keys, await notedHeads(env));
  report.add("entries", entries);
  if (brokenAt !== undefined)
    throw new Fault(`the audit log does not fit from entry ${brokenAt} on (${fault})`);
}
