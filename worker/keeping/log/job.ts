import { append, maxAtOnce, readyLog, signAgain } from "../../log/appending.ts";
import { entryOf } from "../../log/entry.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import type { RunReport } from "../../web/run-report.ts";
import type { WhatRan } from "./days.ts";
import { gather } from "./gathering.ts";

/**
 * Adds what became public since the last run to the log, each fact once and in order. A fact that contradicts an entry is
 * not added.
 * @param whatRan reads what the jobs did on a day
 * @throws LogForked when the database has another history than the one that was signed
 * @throws Error when the lock says otherwise than the log, so that the job's row says so
 */
export async function appendToLog(
  env: Env,
  report: RunReport,
  whatRan: WhatRan,
  published = versions,
): Promise<void> {
  report.add("entries", 0);
  await readyLog(env, report);
  const { fresh, rewritten } = await gather(env, published, whatRan);
  for (let at = 0; at < fresh.length && report.goesOn(); at += maxAtOnce) {
    const portion = fresh.slice(at, at + maxAtOnce).map((fact) => entryOf(fact, now(env)));
    await append(env, portion);
    report.add("entries", portion.length);
  }
  await signAgain(env);
  report.add("rewritten", rewritten.length);
  if (rewritten.length > 0)
    throw new Error(`log: the lock says otherwise than the log: ${rewritten.join(", ")} (docs/operating.md)`);
}
