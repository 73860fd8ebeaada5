import type { RunReport } from "../web/run-report.ts";

/** Work that the cron does. */
export interface Job {
  /** What it does, in words, as its rows and the log call it. */
  name: string;
  /** How often it runs: every time the cron does, or once per day of the organization. */
  every: "minute" | "day";
  /** Names of jobs above it in the list for which it waits, however they end. */
  after?: readonly string[];
  /** Does the work and reports how much. Throws when it cannot go on. Doing it twice must be harmless. */
  run: (env: Env, report: RunReport) => Promise<void>;
}

/**
 * How a run ended. `failed` also means that part of it was set aside, `unfinished` that it did as much as one run may and
 * goes on with the next.
 */
export type JobResult = "done" | "failed" | "unfinished" | "nothing due";

/** One run of a job. */
export interface JobRun {
  name: string;
  startedAt: Date;
  endedAt: Date;
  result: JobResult;
  /** How much was done, by kind. */
  counts: Readonly<Record<string, number>>;
}

/** A job's last run on a day that ended in a given way. */
export type LastRun = Pick<JobRun, "name" | "endedAt" | "result">;

/** A run with nothing to do is recorded at most once in this time, and a failed daily job is tried again after it. */
const pauseMs = 10 * 60_000;

/** Whether a job should run at an instant, given its last runs of the day. */
export function isDue(job: Job, today: readonly LastRun[], at: Date): boolean {
  if (job.every === "minute") return true;
  const own = today.filter(({ name }) => name === job.name);
  return own.every(
    ({ result, endedAt }) => result === "unfinished" || (result === "failed" && isPast(endedAt, at)),
  );
}

/** Whether a run says something that its rows do not say yet. */
export function isNews(run: JobRun, today: readonly LastRun[]): boolean {
  const same = today.find(({ name, result }) => name === run.name && result === run.result);
  return run.result !== "nothing due" || same === undefined || isPast(same.endedAt, run.endedAt);
}

function isPast(endedAt: Date, at: Date): boolean {
  return at.getTime() - endedAt.getTime() >= pauseMs;
}
