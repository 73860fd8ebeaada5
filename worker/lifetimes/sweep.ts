import { versions } from "../policy/versions/lock.ts";
import { now } from "../web/clock.ts";
import type { RunReport } from "../web/run-report.ts";
import { commitmentsAt } from "./ends.ts";
import { deleteHoldsReleasedBefore } from "./holds.ts";
import { latestEnded } from "./periods.ts";
import { periodKept } from "./purposes.ts";

/** Forgets holds that were released as long ago as proof of a consent is kept: their reasons are disputed no more. */
export async function sweepHolds(env: Env, report: RunReport, published = versions): Promise<void> {
  const at = now(env);
  const before = latestEnded(periodKept("consent", commitmentsAt(published, at)), at);
  const { results } = await deleteHoldsReleasedBefore(env.DB, before).run();
  report.add("holds", results.length);
}
