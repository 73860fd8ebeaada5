import { env } from "cloudflare:workers";
import { afterEach, expect, it, vi } from "vitest";
import { eraseDueAccounts } from "../../../worker/accounts/erasure/due.ts";
import { jobs } from "../../../worker/keeping/jobs.ts";
import { runJobs } from "../../../worker/keeping/running.ts";
import { firstDayKept, sweepRuns } from "../../../worker/keeping/sweep.ts";
import { RunReport } from "../../../worker/web/run-report.ts";

const day = 24 * 60 * 60_000;

afterEach(() => vi.restoreAllMocks());

const results = async () => {
  const found = await env.DB.prepare("select name, result from job_runs").all<{
    name: string;
    result: string;
  }>();
  return new Map(found.results.map(({ name, result }) => [name, result]));
};

it("every job has a name of its own, and comes after what it waits for", () => {
  const names = jobs.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const [place, { after = [] }] of jobs.entries())
    for (const name of after) expect(names.slice(0, place)).toContain(name);
});

it("every job runs on an empty database, finds nothing due but to begin the log, and leaves a row", async () => {
  await runJobs(env, jobs);
  const begins = (name: string) => (name === "log: add what is public" ? "done" : "nothing due");
  expect(await results()).toEqual(new Map(jobs.map(({ name }) => [name, begins(name)])));
});

/** Adds accounts from `U-001` whose owners asked to be erased by now. */
const addDueAccounts = (count: number) =>
  env.DB.prepare(
    `insert into users (id, email_index, sealed_email, sealed_name, email_verified, created_at, updated_at, erase_at)
     with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?1)
     select 'U-' || printf('%03d', n), 'index ' || n, 'v1.k.a.b', 'v1.k.a.b', 1, '2026-01-01', '2026-01-01',
       '2026-01-15'
     from numbers`,
  )
    .bind(count)
    .run();

/** From now on the database refuses to delete these accounts. */
const holdOnTo = (condition: string) =>
  env.DB.prepare(
    `create trigger stubborn before delete on users when ${condition}
     begin select raise(abort, 'not this one'); end`,
  ).run();

it("one account that does not erase blocks no other, and the job's row says so", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await addDueAccounts(3);
  await holdOnTo("old.id = 'U-002'");
  await runJobs(
    env,
    jobs.filter(({ name }) => name === "accounts: erase what is due"),
  );
  const { results: left } = await env.DB.prepare("select id from users").all();
  expect(left).toEqual([{ id: "U-002" }]);
  const row = await env.DB.prepare("select result, counts from job_runs").first();
  expect(row).toEqual({ result: "failed", counts: '{"registrations":0,"accounts":2,"set aside":1}' });
});

it("more accounts are erased in one run than one look takes, past those that do not erase", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await addDueAccounts(130);
  await holdOnTo("old.id <= 'U-100'");
  const report = new RunReport();
  await eraseDueAccounts(env, report);
  expect(report).toMatchObject({ counts: { accounts: 30 }, setAside: 100 });
});

it("rows of jobs end after 37 months, so that three years of acts can be made from them", async () => {
  await runJobs(env, jobs.slice(0, 1));
  const before = { ...env, CLOCK_SHIFT_MS: String(1110 * day) };
  const after = { ...env, CLOCK_SHIFT_MS: String(1140 * day) };
  const counts: RunReport["counts"][] = [];
  for (const later of [before, after]) {
    const report = new RunReport();
    await sweepRuns(later, report);
    counts.push(report.counts);
  }
  expect(counts).toEqual([{ rows: 0 }, { rows: 1 }]);
});

it("rows of jobs end at the end of a month as on any other day: those of 30 November on 30 December", () => {
  expect(["2029-12-30", "2029-12-31"].map(firstDayKept)).toEqual(["2026-11-30", "2026-12-01"]);
});
