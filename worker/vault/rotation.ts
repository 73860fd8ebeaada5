import { now } from "../web/clock.ts";
import { logFault } from "../web/log.ts";
import type { RunReport } from "../web/run-report.ts";
import { resealAll } from "./resealing.ts";
import { keyRing } from "./ring.ts";
import type { SealedTable } from "./schema.ts";
import { keyUse, markResealed } from "./sealed-rows.ts";

/** About how many rows the cron reseals in one run. */
const maxInARun = 200;

/** For this long after a new key arrives, isolates that still have the old secret may seal with the old key. */
const overlapMs = 15 * 60_000;

/**
 * In production: after a new key, reseals a few hundred rows each time the cron runs. Once done, it costs one look-up.
 */
export async function resealAfterNewKey(
  env: Env,
  tables: readonly SealedTable[],
  report: RunReport,
): Promise<void> {
  const ring = await keyRing(env);
  const at = now(env);
  const { firstUsedAt, isDone } = await keyUse(env.DB, ring.current, at);
  if (isDone) return;
  const total = { resealed: 0, broken: 0 };
  for await (const { resealed, broken } of resealAll(env.DB, ring, tables)) {
    total.resealed += resealed;
    total.broken += broken;
    report.add("rows", resealed);
    if (total.resealed >= maxInARun) return;
  }
  if (total.broken > 0) logFault("vault: rows do not open and stay as they are", { counts: total });
  if (at.getTime() - firstUsedAt.getTime() >= overlapMs) await markResealed(env.DB, ring.current, at);
}
