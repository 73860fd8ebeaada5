import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Job } from "../../../worker/keeping/job.ts";
import { runJobs } from "../../../worker/keeping/running.ts";
import { Fault } from "../../../worker/web/fault.ts";

/** Noon of a day of the organization. */
const noon = Date.parse("2026-12-01T11:00:00Z");

/** Runs the jobs this many minutes after noon. */
const run = (jobs: readonly Job[], minutes = 0, bindings: Env = env) =>
  runJobs({ ...bindings, CLOCK_SHIFT_MS: String(noon + minutes * 60_000 - Date.now()) }, jobs);

const rows = async () => {
  const { results } = await env.DB.prepare(
    "select name, day, result, runs, counts from job_runs order by name, result",
  ).all();
  return results;
};

const sends: Job = {
  name: "send",
  every: "minute",
  run: async (_, report) => report.add("mails", 2),
};
const idles: Job = { name: "idle", every: "minute", run: async (_, report) => report.add("mails", 0) };
const throws: Job = {
  name: "break",
  every: "minute",
  run: async (_, report) => {
    report.add("mails", 1);
    throw new Fault("broken");
  },
};

const logged = vi.fn<typeof console.error>();
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(logged);
});
afterEach(() => {
  vi.restoreAllMocks();
  logged.mockClear();
});

describe("what the cron does", () => {
  it("is noted: what ran, when, how it ended and how much it did", async () => {
    await run([sends]);
    const row = await env.DB.prepare("select * from job_runs").first<{
      started_at: string;
      ended_at: string;
    }>();
    expect(row).toMatchObject({ name: "send", day: "2026-12-01", result: "done", counts: '{"mails":2}' });
    expect(row?.started_at).toMatch(/^2026-12-01T11:00/);
    expect(row?.ended_at.localeCompare(row.started_at)).toBeGreaterThanOrEqual(0);
  });

  it("goes on when one job throws, whose row says so, and what it did by then", async () => {
    await run([throws, sends]);
    expect(await rows()).toMatchObject([
      { name: "break", result: "failed", counts: '{"mails":1}' },
      { name: "send", result: "done" },
    ]);
    expect(JSON.parse(String(logged.mock.calls[0]))).toMatchObject({
      level: "error",
      event: "jobs: one failed",
      job: "break",
      error: "broken",
    });
  });

  it("is failed as well where a row was set aside, however much else was done", async () => {
    const job: Job = {
      name: "erase",
      every: "minute",
      run: (_, report) =>
        report.eachAlone("a test", ["one", "bad", "two"], async (row) => {
          if (row === "bad") throw new Error("does not erase");
          report.add("accounts", 1);
        }),
    };
    await run([job]);
    expect(await rows()).toMatchObject([{ result: "failed", counts: '{"accounts":2,"set aside":1}' }]);
  });

  it("waits for the jobs that it comes after, though they throw", async () => {
    const order: string[] = [];
    const slow: Job = {
      name: "slow",
      every: "minute",
      run: async () => {
        await scheduler.wait(20);
        order.push("slow");
        throw new Fault("broken");
      },
    };
    const next: Job = {
      name: "next",
      every: "minute",
      after: ["slow"],
      run: async () => {
        order.push("next");
      },
    };
    const other: Job = {
      name: "other",
      every: "minute",
      run: async () => {
        order.push("other");
      },
    };
    await run([slow, next, other]);
    expect(order).toEqual(["other", "slow", "next"]);
  });
});

describe("a job", () => {
  it("has one row a day for each way to end, which adds up what it did", async () => {
    await run([sends]);
    await run([sends], 1);
    await run([sends], 24 * 60);
    expect(await rows()).toEqual([
      { name: "send", day: "2026-12-01", result: "done", runs: 2, counts: '{"mails":4}' },
      { name: "send", day: "2026-12-02", result: "done", runs: 1, counts: '{"mails":2}' },
    ]);
  });

  it("writes that nothing was due every ten minutes, not every minute", async () => {
    for (const minute of [0, 1, 9, 11, 12]) await run([idles], minute);
    expect(await rows()).toMatchObject([{ result: "nothing due", runs: 2 }]);
  });

  it("runs once a day where it is daily, whether it found something or not", async () => {
    const started = vi.fn<Job["run"]>();
    const daily: Job = { name: "sweep", every: "day", run: started };
    for (const minute of [0, 1, 30]) await run([daily], minute);
    expect(started).toHaveBeenCalledTimes(1);
    await run([daily], 24 * 60);
    expect(started).toHaveBeenCalledTimes(2);
  });

  it("runs again ten minutes after it failed, where it is daily, until it succeeds", async () => {
    const started = vi.fn<Job["run"]>().mockRejectedValueOnce(new Error("broken"));
    const daily: Job = { name: "sweep", every: "day", run: started };
    for (const minute of [0, 1, 9]) await run([daily], minute);
    expect(started).toHaveBeenCalledTimes(1);
    await run([daily], 11);
    await run([daily], 40);
    expect(started).toHaveBeenCalledTimes(2);
    expect(await rows()).toMatchObject([
      { result: "failed", runs: 1 },
      { result: "nothing due", runs: 1 },
    ]);
  });
});

describe("a database that does not answer", () => {
  const silent = new Proxy(env.DB, {
    get: (target, name) =>
      name === "prepare"
        ? (sql: string) =>
            sql.startsWith("select 'silent'")
              ? { run: () => new Promise<never>(() => undefined), bind: () => undefined }
              : target.prepare(sql)
        : Reflect.get(target, name).bind(target),
  });

  it("fails a job after ten seconds, as it does a request, and holds up no other", async () => {
    vi.useFakeTimers();
    try {
      const waits: Job = {
        name: "wait",
        every: "minute",
        run: async ({ DB }) => {
          await DB.prepare("select 'silent'").run();
        },
      };
      const ended = run([waits, sends], 0, { ...env, DB: silent });
      await vi.waitFor(async () => expect(await rows()).toMatchObject([{ name: "send" }]));
      await vi.advanceTimersByTimeAsync(10_000);
      await ended;
      expect(await rows()).toMatchObject([{ name: "send" }, { name: "wait", result: "failed" }]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("that has no rows of jobs keeps no job from running", async () => {
    await env.DB.prepare("drop table job_runs").run();
    const started = vi.fn<Job["run"]>();
    await run([{ name: "sweep", every: "day", run: started }]);
    expect(started).toHaveBeenCalledOnce();
    expect(logged).toHaveBeenCalledTimes(2);
  });
});
