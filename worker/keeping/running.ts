import organization from "../../content/organization.yaml";
import { now } from "../web/clock.ts";
import { dayOf } from "../web/days.ts";
import { logDone, logFailure } from "../web/log.ts";
import { patientBindings } from "../web/patience.ts";
import { RunReport } from "../web/run-report.ts";
import { textsRead } from "../web/with-texts.ts";
import { isDue, isNews, type Job, type JobResult, type LastRun } from "./job.ts";
import { lastRuns, noteRun } from "./job-rows.ts";
import { maxStatements, Spending } from "./spending.ts";

/**
 * Runs the jobs that are due, each alone: one that throws hurts no other, and one that waits delays only those that
 * name it. Together they stay within what D1 takes from one run; what is left goes on with the next. Each leaves a row of
 * what it did.
 */
export async function runJobs(env: Env, jobs: readonly Job[]): Promise<void> {
  const bindings = patientBindings(env);
  await textsIfPossible(bindings);
  const purse = { left: maxStatements.together };
  const at = now(env);
  const today = await runsOfToday(bindings, at);
  const ended = new Map<string, Promise<void>>();
  for (const job of jobs) {
    if (!isDue(job, today, at)) continue;
    const before = Promise.all((job.after ?? []).map(async (name) => ended.get(name)));
    ended.set(
      job.name,
      before.then(() => runAlone(bindings, job, today, new Spending(purse))),
    );
  }
  await Promise.all(ended.values());
}

/** Without them a job that needs one fails and is tried again; the others do their work. */
async function textsIfPossible(env: Env): Promise<void> {
  try {
    await textsRead(env);
  } catch (error) {
    logFailure("jobs: the texts were not read", {}, error);
  }
}

/** Without an answer every job is due. Running one twice is harmless; not running it is not. */
async function runsOfToday(env: Env, at: Date): Promise<LastRun[]> {
  try {
    return await lastRuns(env.DB, dayOf(at, organization.timeZone));
  } catch (error) {
    logFailure("jobs: their rows were not read", {}, error);
    return [];
  }
}

async function runAlone(env: Env, job: Job, today: readonly LastRun[], spending: Spending): Promise<void> {
  const startedAt = now(env);
  const report = new RunReport(() => spending.isLeft);
  let hasThrown = false;
  try {
    await job.run({ ...env, DB: spending.counting(env.DB) }, report);
  } catch (error) {
    hasThrown = true;
    logFailure("jobs: one failed", { job: job.name }, error);
  }
  const { name } = job;
  const { counts, setAside } = report;
  const run = {
    name,
    startedAt,
    endedAt: now(env),
    result: hasThrown || setAside > 0 ? ("failed" as const) : resultOf(report),
    counts: setAside > 0 ? { ...counts, "set aside": setAside } : counts,
  };
  if (run.result === "done" || run.result === "unfinished")
    logDone("jobs: one ran", { job: name, result: run.result, counts, milliseconds: lastedMs(run) });
  if (!isNews(run, today)) return;
  try {
    await noteRun(env.DB, dayOf(startedAt, organization.timeZone), run);
  } catch (error) {
    logFailure("jobs: a row was not written", { job: job.name }, error);
  }
}

function resultOf({ counts, isUnfinished }: RunReport): JobResult {
  if (isUnfinished) return "unfinished";
  return Object.values(counts).some((count) => count > 0) ? "done" : "nothing due";
}

function lastedMs({ startedAt, endedAt }: { startedAt: Date; endedAt: Date }): number {
  return endedAt.getTime() - startedAt.getTime();
}
