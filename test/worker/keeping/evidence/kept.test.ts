import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import organization from "../../../../content/organization.yaml";
import type { Evidence } from "../../../../worker/keeping/evidence/evidence.ts";
import { Kept } from "../../../../worker/keeping/evidence/kept.ts";
import {
  EvidenceId,
  evidenceOfJobs,
  jobEvidenceIds,
  keptUpBy,
} from "../../../../worker/keeping/evidence/kinds.ts";
import { jobs } from "../../../../worker/keeping/jobs.ts";
import { runJobs } from "../../../../worker/keeping/running.ts";
import { dayOf } from "../../../../worker/web/days.ts";
import { hereAt } from "../../../fixtures/content.ts";
import { committed } from "../../committed.ts";
import { ask, trips } from "../../site.ts";

const hour = 60 * 60_000;
const day = 24 * hour;

committed({ smallestGroup: 5 });

/** Noon of a day of the organization. */
const noon = hereAt("2026-12-20").getTime();

const at = (instant: number) => ({ CLOCK_SHIFT_MS: String(instant - Date.now()) });

/** What `kept.json` says at an instant. */
async function keptAt(instant: number, bindings: Partial<Env> = {}): Promise<Kept> {
  const answer = await ask("/en/policy/kept.json", { bindings: { ...at(instant), ...bindings } });
  expect(answer.status).toBe(200);
  return Kept.parse(await answer.json());
}

const runAll = (instant: number) => runJobs({ ...env, ...at(instant) }, jobs);

/** The rows of jobs that all ran at an instant and found nothing to do. */
const noteAll = (instant: number) =>
  env.DB.prepare(
    `insert into job_runs (name, day, result, runs, started_at, ended_at, counts)
     select value, ?3, 'nothing due', 1, ?1, ?1, '{}' from json_each(?2) where true
     on conflict (name, day, result) do update set ended_at = ?1`,
  )
    .bind(
      new Date(instant).toISOString(),
      JSON.stringify(jobs.map(({ name }) => name)),
      dayOf(new Date(instant), organization.timeZone),
    )
    .run();

/** How often the job runs that a piece of evidence comes from. */
const everyOf = (id: EvidenceId) =>
  evidenceOfJobs[id in keptUpBy ? keptUpBy[id as keyof typeof keptUpBy] : (id as keyof typeof evidenceOfJobs)]
    .every;

const find = (kept: Kept, id: string) => kept.evidence.find((one) => one.id === id) as Evidence;

const note = (
  row: { name: string; day: string; result?: string; endedAt?: string },
  counts: Record<string, number>,
) =>
  env.DB.prepare(
    `insert into job_runs (name, day, result, runs, started_at, ended_at, counts)
     values (?1, ?2, ?3, 1, ?4, ?4, ?5)`,
  )
    .bind(
      row.name,
      row.day,
      row.result ?? "done",
      row.endedAt ?? hereAt(row.day, 9).toISOString(),
      JSON.stringify(counts),
    )
    .run();

beforeEach(() => {
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => vi.restoreAllMocks());

describe("evidence", () => {
  it("is there for every job that the cron knows, and for no other", () => {
    const known = jobEvidenceIds.map((id) => [evidenceOfJobs[id].job, evidenceOfJobs[id].every] as const);
    expect(new Map(known)).toEqual(new Map(jobs.map(({ name, every }) => [name, every])));
  });

  it("fails before anything has run, and holds once everything has", async () => {
    const before = await keptAt(noon);
    expect(find(before, "mail-delivery")).toMatchObject({ state: "fails", problem: "never" });
    expect(find(before, "vault-key")).toMatchObject({ state: "fails", problem: "never" });
    await runAll(noon);
    const after = await keptAt(noon);
    expect(after.evidence.filter(({ state }) => state === "fails")).toEqual([]);
    expect(after.promises).toEqual({ all: 4, kept: 2, failing: 0, unread: 0, tested: 1, byHand: 1 });
  });

  it("is overdue when its job stops, with all that the job keeps up to date, and nothing else is", async () => {
    await runAll(noon - day);
    const found: Record<string, string[]> = {};
    for (const id of jobEvidenceIds) {
      const { job, every } = evidenceOfJobs[id];
      await noteAll(noon - day);
      await noteAll(noon);
      await env.DB.prepare("delete from job_runs where name = ?1 and day = '2026-12-20'").bind(job).run();
      // A daily job is overdue after 26 hours, one that runs every minute after half an hour.
      const kept = await keptAt(noon + (every === "day" ? 2.5 * hour : 0.2 * hour));
      const isSlow = (one: Evidence) => every === "day" && everyOf(one.id) === "minute";
      found[id] = kept.evidence.flatMap((one) => (one.state === "fails" && !isSlow(one) ? [one.id] : []));
      expect(find(kept, id)).toMatchObject({ problem: "overdue", lastDay: "2026-12-19" });
      const promises = kept.clauses.flatMap((clause) => clause.promises);
      expect(
        promises.filter(({ state }) => state === "kept").flatMap(({ evidence }) => evidence),
      ).not.toContain(id);
    }
    const along = (id: string) =>
      Object.entries(keptUpBy).flatMap(([other, job]) => (job === id ? [other] : []));
    expect(found).toEqual(Object.fromEntries(jobEvidenceIds.map((id) => [id, [id, ...along(id)]])));
    expect(new Set(Object.values(found).flat())).toEqual(new Set(EvidenceId.options));
  });

  it("fails when its job failed last, and holds again after it went well", async () => {
    const found: Record<string, unknown> = {};
    await noteAll(noon - 2 * hour);
    for (const id of jobEvidenceIds) {
      const row = { name: evidenceOfJobs[id].job, day: "2026-12-20", result: "failed" };
      await note({ ...row, endedAt: new Date(noon - hour / 6).toISOString() }, { "set aside": 1 });
    }
    const broken = await keptAt(noon);
    await noteAll(noon);
    const mended = await keptAt(noon);
    for (const id of jobEvidenceIds) found[id] = [find(broken, id).problem, find(mended, id).problem];
    expect(found).toEqual(Object.fromEntries(jobEvidenceIds.map((id) => [id, ["failed", undefined]])));
  });

  it("takes its promises along: they fail with it, and with nothing else", async () => {
    await noteAll(noon);
    await note(
      {
        name: "forms: sweep what nobody confirmed",
        day: "2026-12-20",
        result: "failed",
        endedAt: new Date(noon + 1000).toISOString(),
      },
      {},
    );
    const kept = await keptAt(noon + 60_000);
    const states = kept.clauses.flatMap(({ promises }) => promises.map(({ says, state }) => [says, state]));
    expect(states).toEqual([
      ["Registering sends you a mail.", "kept"],
      ["You can rate us without leaving an address.", "tested"],
      ["Partners are listed by name.", "by-hand"],
      ["What nobody confirms is erased.", "failing"],
    ]);
    expect(kept.promises.failing).toBe(1);
  });

  it("says nothing, and no promise that needs it counts as kept, while the database does not answer", async () => {
    const silent = new Proxy(env.DB, {
      get: (db, name) =>
        name === "batch"
          ? async () => Promise.reject(new Error("D1_ERROR: no"))
          : Reflect.get(db, name).bind(db),
    });
    const kept = await keptAt(noon, { DB: silent });
    expect(kept).toMatchObject({ isRead: false, evidence: [], promises: { kept: 0, unread: 2, tested: 1 } });
    const page = await ask("/en/policy/kept/", { bindings: { DB: silent } });
    expect([page.status, await page.text()]).toEqual([200, "page /en/policy/kept/\n"]);
  });

  it("costs one round trip", async () => {
    await noteAll(noon);
    trips.length = 0;
    await keptAt(noon);
    expect(trips).toHaveLength(1);
  });
});

describe("counts", () => {
  it("are in full groups, up to yesterday: neither four nor none can be told apart", async () => {
    const job = { name: "accounts: erase what is due" };
    await note({ ...job, day: "2026-11-03" }, { accounts: 4 });
    await note({ ...job, day: "2026-12-01" }, { accounts: 3 });
    await note({ ...job, day: "2026-12-18", result: "failed" }, { accounts: 4, "set aside": 1 });
    await note({ ...job, day: "2026-12-20" }, { accounts: 9 });
    const kept = await keptAt(noon);
    expect(find(kept, "accounts-erased")).toMatchObject({
      figures: [
        { name: "accountsErased", thisMonth: 5, monthBefore: 0 },
        { name: "registrationsErased", thisMonth: 0, monthBefore: 0 },
      ],
    });
  });

  it("count the mail that left and the people who were erased on the day before", async () => {
    await env.DB.batch([
      env.DB.prepare(
        `insert into outbox (id, subject, queued_at, sent_at)
         select 'x/' || value, 's', '2026-12-19T05:00:00.000Z', '2026-12-19T05:00:00.000Z'
         from json_each('[1,2,3,4,5,6]')`,
      ),
      env.DB.prepare(
        `insert into erasures (subject_index, erased_at)
         select 'p' || value, '2026-12-19T06:00:00.000Z' from json_each('[1,2,3,4,5,6,7,8,9,10]')`,
      ),
    ]);
    await runAll(noon);
    const row = await env.DB.prepare(
      "select counts from job_runs where name = 'evidence: count the day before'",
    ).first<{ counts: string }>();
    expect(JSON.parse(row?.counts ?? "")).toEqual({
      "mails sent": 6,
      "mails failed": 0,
      "people erased": 10,
    });
    expect(find(await keptAt(noon), "yesterday-counted")).toMatchObject({
      figures: [
        { name: "mailsSent", thisMonth: 5 },
        { name: "mailsFailed", thisMonth: 0 },
        { name: "peopleErased", thisMonth: 10 },
      ],
    });
  });
});

describe("disclosures", () => {
  it("are counted by year and kind, and one that is withheld is in no answer", async () => {
    await env.DB.prepare(
      "insert into disclosure_years (year, kind, disclosures) values ('2025', 'order', 2)",
    ).run();
    expect(find(await keptAt(noon), "disclosures")).toMatchObject({
      years: [{ year: "2025", kind: "order", count: 2 }],
    });
  });

  it("come with how many were told of a new version, whichever it was", async () => {
    const job = "policy: announce changes";
    await note(
      { name: job, day: "2026-12-02" },
      { "notices of 2027-03-01": 4, "notices of 2027-04-01": 8, "late for 2027-04-01": 6 },
    );
    expect(find(await keptAt(noon), "changes-announced")).toMatchObject({
      figures: [
        { name: "noticesSent", thisMonth: 10, monthBefore: 0 },
        { name: "noticesLate", thisMonth: 5, monthBefore: 0 },
        { name: "recallsSent", thisMonth: 0, monthBefore: 0 },
      ],
    });
  });
});

describe("what became of minors", () => {
  const counted = (outcome: string, count: number) =>
    env.DB.prepare(
      `insert into minor_counts (year, outcome, count) values ('2026', ?1, ?2)
       on conflict (year, outcome) do update set count = ?2`,
    )
      .bind(outcome, count)
      .run();

  it("is counted by year in full groups, as it was when the day began", async () => {
    await counted("too-young", 11);
    await counted("erased", 4);
    await runAll(noon);
    const before = await keptAt(noon);
    const years = [{ year: "2026", outcome: "too-young", count: 10 }];
    expect(find(before, "minors")).toMatchObject({ state: "holds", years });
    await counted("erased", 5);
    await runAll(noon + hour);
    expect(find(await keptAt(noon), "minors")).toEqual(find(before, "minors"));
    await runAll(noon + day);
    expect(find(await keptAt(noon + day), "minors")).toMatchObject({
      years: [...years, { year: "2026", outcome: "erased", count: 5 }],
    });
  });

  it("fails once nobody counts it any more", async () => {
    await runAll(noon);
    expect(find(await keptAt(noon + 2 * day), "minors")).toMatchObject({
      state: "fails",
      problem: "overdue",
    });
  });
});

describe("what could give somebody away", () => {
  it("is in no answer: nothing changes within a day when a run has done something", async () => {
    await noteAll(noon - day);
    await noteAll(noon);
    const before = await keptAt(noon + 60_000);
    await note(
      {
        name: "accounts: erase what is due",
        day: "2026-12-20",
        endedAt: new Date(noon + 30_000).toISOString(),
      },
      { accounts: 1 },
    );
    expect(await keptAt(noon + 60_000)).toEqual(before);
  });

  it("has a value of the audit log every day, as long on a day without entries", async () => {
    const value = (kept: Kept) => (find(kept, "audit-log") as { value?: string }).value;
    const quiet = value(await keptAt(noon));
    await env.DB.prepare(
      `insert into audit_entries (sequence, at, actor, action, subject, previous, hash)
       values (1, '2026-12-20T12:00:00.000Z', 'U-1', 'opened', 'M-1', '', 'h')`,
    ).run();
    expect(value(await keptAt(noon + 2 * hour))).toBe(quiet);
    const next = value(await keptAt(noon + day));
    const after = value(await keptAt(noon + 2 * day));
    expect(new Set([quiet, next, after]).size).toBe(3);
    expect([quiet, next, after].map((one) => one?.length)).toEqual([43, 43, 43]);
  });

  it("is no longer fine when the audit log was changed", async () => {
    await env.DB.prepare(
      `insert into audit_entries (sequence, at, actor, action, subject, previous, hash)
       values (1, '2026-12-19T05:00:00.000Z', 'U-1', 'opened', 'M-1', '', 'not its hash')`,
    ).run();
    await runAll(noon);
    const kept = await keptAt(noon);
    expect(find(kept, "audit-check")).toMatchObject({ state: "fails", problem: "failed" });
    expect(find(kept, "audit-log")).toMatchObject({ state: "fails", problem: "failed" });
  });

  it("calls a vault key old that should have been replaced after a year", async () => {
    await runAll(noon);
    expect(find(await keptAt(noon), "vault-key")).toMatchObject({
      state: "holds",
      firstUsedOn: "2026-12-20",
    });
    await env.DB.prepare("update vault_keys set first_used_at = '2025-11-01T00:00:00.000Z'").run();
    expect(find(await keptAt(noon), "vault-key")).toMatchObject({ state: "fails", problem: "old" });
  });

  it("names each key and how long it has been in use, and notes one that takes its place", async () => {
    await runAll(noon);
    await runAll(noon + 3 * day);
    const kept = await keptAt(noon + 3 * day);
    for (const id of ["vault-key", "record-key", "receipt-key"])
      expect(find(kept, id)).toMatchObject({ state: "holds", firstUsedOn: "2026-12-20", ageDays: 3 });
    const RECEIPT_KEY = JSON.stringify(await anotherReceiptKey());
    await runJobs({ ...env, ...at(noon + 4 * day), RECEIPT_KEY }, jobs);
    const next = find(await keptAt(noon + 4 * day, { RECEIPT_KEY }), "receipt-key");
    expect(next).toMatchObject({ state: "holds", firstUsedOn: "2026-12-24", ageDays: 0 });
  });
});

async function anotherReceiptKey(): Promise<JsonWebKey> {
  const made = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  return (await crypto.subtle.exportKey("jwk", made.privateKey)) as JsonWebKey;
}
