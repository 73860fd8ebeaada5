import { checkAllRecords } from "../accounts/signatures/all-records.ts";
import { notedHeads } from "../audit/heads.ts";
import { noteKey } from "../vault/noted-keys.ts";
import { recordKeys } from "../vault/ring.ts";
import { now } from "../web/clock.ts";
import { Fault } from "../web/fault.ts";
import type { RunReport } from "../web/run-report.ts";

/**
 * Checks every consent and signature for the cron. Throws when one was changed, put there or taken out, so that the job's
 * row says so.
 */
export async function checkRecordsDaily(env: Env, report: RunReport): Promise<void> {
  const keys = await recordKeys(env);
  const checked = await checkAllRecords(env.DB, keys, await notedHeads(env));
  for (const { kind, whole, changed, missing } of checked) {
    report.add(kind, whole);
    report.add(`changed ${kind}`, changed.length);
    report.add(
      `missing ${kind}`,
      missing.reduce((sum, { first, last }) => sum + last - first + 1, 0),
    );
  }
  const broken = checked.filter(({ changed, missing }) => changed.length + missing.length > 0);
  if (broken.length > 0)
    throw new Fault(
      `records do not hold: ${broken.map(({ kind }) => kind).join(", ")} (npm run audit -- verify)`,
    );
  await noteKey(env.DB, "records", keys.current, now(env));
}
