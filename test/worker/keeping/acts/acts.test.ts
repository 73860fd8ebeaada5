import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { type Act, destroyedIn } from "../../../../worker/keeping/acts/act.ts";
import { destroyers } from "../../../../worker/keeping/acts/destroyers.ts";
import { evidenceOfJobs } from "../../../../worker/keeping/evidence/kinds.ts";
import { jobs } from "../../../../worker/keeping/jobs.ts";
import { runJobs } from "../../../../worker/keeping/running.ts";
import { hereAt } from "../../../fixtures/content.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { ask, lastShown, makeSignedIn } from "../../site.ts";

const note = (name: string, day: string, counts: Record<string, number>, result = "done") =>
  env.DB.prepare(
    `insert into job_runs (name, day, result, runs, started_at, ended_at, counts)
     values (?1, ?2, ?3, 1, ?2 || 'T12:00:00.000Z', ?2 || 'T12:00:00.000Z', ?4)`,
  )
    .bind(name, day, result, JSON.stringify(counts))
    .run();

async function manager(): Promise<{ userId: string; cookie: string }> {
  const signedIn = await makeSignedIn("manager@example.org", "seven dried apricots");
  await settled();
  await env.DB.prepare("update users set role = 'manager', two_factor_enabled = 1").run();
  await env.DB.prepare(
    "update sessions set created_at = ?1, seen_at = ?1, expires_at = '2027-01-01T00:00:00.000Z'",
  )
    .bind(new Date(now).toISOString())
    .run();
  return signedIn;
}

/** A day on which the acts are made. */
const now = hereAt("2026-12-05").getTime();
const bindings = { CLOCK_SHIFT_MS: String(now - Date.now()) };

const actShown = () => (JSON.parse(lastShown()) as Record<string, Act>)["page:/staff/acts/"] as Act;

describe("an act of destruction", () => {
  it("is about jobs that the cron knows", () => {
    const names = jobs.map(({ name }) => name);
    expect(destroyers.filter(({ job }) => !names.includes(job))).toEqual([]);
  });

  it("calls each count of a daily job as the job calls it", async () => {
    await runJobs(env, jobs);
    const { results } = await env.DB.prepare("select name, counts from job_runs").all<{
      name: string;
      counts: string;
    }>();
    const counted = new Map(results.map(({ name, counts }) => [name, Object.keys(JSON.parse(counts))]));
    const daily = new Set(jobs.filter(({ every }) => every === "day").map(({ name }) => name));
    // A job that looks for something else first counts nothing on an empty database.
    const silent = ["accounts: finish what a hold held back", "accounts: end what nobody uses"];
    const named = [
      ...destroyers.map(({ job, kinds }) => [job, Object.keys(kinds)] as const),
      ...Object.values(evidenceOfJobs).map(
        ({ job, counts }) => [job, Object.values<string>(counts)] as const,
      ),
    ].filter(([job]) => daily.has(job) && !silent.includes(job));
    expect(
      named.flatMap(([job, kinds]) => kinds.filter((kind) => !counted.get(job)?.includes(kind))),
    ).toEqual([]);
  });

  it("is about everything that a daily job counts, but for what destroys nothing personal", async () => {
    await runJobs(env, jobs);
    const { results } = await env.DB.prepare("select name, counts from job_runs").all<{
      name: string;
      counts: string;
    }>();
    const known = new Map(destroyers.map(({ job, kinds }) => [job, Object.keys(kinds)]));
    const daily = jobs.filter(({ every }) => every === "day").map(({ name }) => name);
    const others = results
      .filter(({ name }) => daily.includes(name))
      .flatMap(({ name, counts }) =>
        Object.keys(JSON.parse(counts)).flatMap((kind) =>
          known.get(name)?.includes(kind) || kind.startsWith("held ") ? [] : [`${name}/${kind}`],
        ),
      );
    expect(others.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "accounts: sweep what they leave/erasures",
      "audit: check the log/entries",
      "disclosures: count what is due for review/reviews due",
      "evidence: count the day before/mails failed",
      "evidence: count the day before/mails sent",
      "forms: sweep what no guardian agreed to/links",
      "forms: sweep what nobody confirmed/links",
      "holds: sweep released ones/holds",
      "jobs: sweep their rows/rows",
      "records: check consents and signatures/changed consents",
      "records: check consents and signatures/changed signatures",
      "records: check consents and signatures/consents",
      "records: check consents and signatures/missing consents",
      "records: check consents and signatures/missing signatures",
      "records: check consents and signatures/signatures",
    ]);
  });

  it("leaves the desk as a file by month, with all that the evidence is kept of, and with an entry", async () => {
    const { cookie } = await manager();
    const due = "accounts: erase what is due";
    await note(due, "2026-10-30", { accounts: 7 });
    await note(due, "2026-12-01", { accounts: 2 });
    await note(due, "2026-12-03", { accounts: 1 });
    const take = (format: string) => ask("/staff/acts/export/", { cookie, bindings, fields: { format } });
    expect(await (await take("json")).json()).toEqual([
      { when: "2026-10", kind: "accounts", count: 7, by: due },
      { when: "2026-12", kind: "accounts", count: 3, by: due },
    ]);
    expect(await (await take("csv")).text()).toContain("when,kind,count,by");
    const { results } = await env.DB.prepare(
      "select action, subject from audit_entries order by sequence",
    ).all();
    expect(results).toEqual([
      { action: "list-exported", subject: "acts json" },
      { action: "list-exported", subject: "acts csv" },
    ]);
  });

  it("says what was destroyed, how much, when, why and by which job, and nothing outside its period", async () => {
    const { userId, cookie } = await manager();
    await note("accounts: erase what is due", "2026-11-30", { accounts: 7 });
    await note("accounts: erase what is due", "2026-12-01", { accounts: 2, registrations: 1 });
    await note("accounts: erase what is due", "2026-12-02", { accounts: 1, "set aside": 4 }, "failed");
    await note("evidence: count the day before", "2026-12-03", { "people erased": 3, "mails sent": 9 });
    await note("evidence: count the day before", "2026-12-01", { "people erased": 8 });
    await env.DB.prepare(
      `insert into audit_entries (sequence, at, actor, action, subject, previous, hash)
       values (1, ?1, 'U-1', 'erased-child', 'M-1', '', 'h')`,
    )
      .bind(hereAt("2026-12-02", 1).toISOString())
      .run();
    const answer = await ask("/staff/acts/?from=2026-12-01&to=2026-12-02", {
      cookie,
      bindings,
    });
    expect(answer.status).toBe(200);
    const due = "accounts: erase what is due";
    expect(actShown().rows).toEqual([
      { when: "2026-12-01", kind: "accounts", count: 2, by: due },
      { when: "2026-12-01", kind: "registrations", count: 1, by: due },
      { when: "2026-12-02", kind: "accounts", count: 1, by: due },
      { when: "2026-12-02", kind: "by-staff", count: 1, by: "staff" },
      { when: "2026-12-02", kind: "people", count: 3, by: "noted" },
    ]);
    expect(actShown().totals).toContainEqual({ kind: "accounts", count: 3 });
    const entry = await env.DB.prepare(
      "select actor, action, subject from audit_entries where sequence = 2",
    ).first();
    expect(entry).toEqual({ actor: userId, action: "act-opened", subject: "2026-12-01/2026-12-02" });
  });

  it("is about the month before unless days are asked for, and never about days to come", async () => {
    const { cookie } = await manager();
    const found: unknown[] = [];
    for (const query of [
      "",
      "?from=2026-12-20&to=2026-12-01",
      "?from=never",
      "?from=2020-01-01&to=2026-01-01",
    ]) {
      await ask(`/staff/acts/${query}`, { cookie, bindings });
      found.push([actShown().period, actShown().isCut]);
    }
    expect(found).toEqual([
      [{ from: "2026-11-01", to: "2026-11-30" }, false],
      [{ from: "2026-12-01", to: "2026-12-05" }, false],
      [{ from: "2026-11-01", to: "2026-11-30" }, false],
      [{ from: "2020-01-01", to: "2026-01-01" }, true],
    ]);
  });

  it("counts by month when it is about more than two", () => {
    const run = (day: string) => ({
      name: "visits: sweep counts",
      day,
      result: "done" as const,
      runs: 1,
      endedAt: new Date(`${day}T01:00:00Z`),
      counts: { statistics: 5 },
    });
    const year = { from: "2026-01-01", to: "2026-12-31" };
    expect(destroyedIn(year, [run("2026-02-01"), run("2026-02-20"), run("2026-03-01")], [])).toEqual([
      { when: "2026-02", kind: "counts", count: 10, by: "visits: sweep counts" },
      { when: "2026-03", kind: "counts", count: 5, by: "visits: sweep counts" },
    ]);
  });
});
