import { now } from "../web/clock.ts";
import type { RunReport } from "../web/run-report.ts";
import { resealAll } from "./resealing.ts";
import { keyRing } from "./ring.ts";
import type { SealedTable } from "./schema.ts";
import { keyUse, markResealed } from "./sealed-rows.ts";

/** The cron seals about this many rows again in one run. */
const maxInARun = 400;

/** Isolates that still have the old secret may seal with its key for this long after the new one came. */
const overlapMs = 15 * 60_000;

/**
 * In production: after a new key, seals everything again with it, a few hundred rows each time the cron runs. Costs
 * one look-up once that is done.
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
  if (total.broken > 0) console.error("vault: rows do not open and stay as they are", total);
  if (at.getTime() - firstUsedAt.getTime() >= overlapMs) await markResealed(env.DB, ring.current, at);
}
