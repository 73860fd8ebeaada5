import { describe, expect, test } from "vitest";
import { ownSite, rowsOf } from "./site.ts";

/** The part of `kept.json` that these tests read, as docs/kept-json.md documents it. */
interface Kept {
  policy: { sha256: string; commitments: { noticeDays: number; backupDays: number; minimumAge: number } };
  monthBefore: { from: string };
  promises: { all: number; failing: number; unread: number };
  clauses: { promises: { says: string; state: string }[] }[];
  evidence: {
    kind: string;
    state: string;
    problem?: string;
    job?: string;
    value?: string;
    years?: unknown;
    figures?: { thisMonth: number; monthBefore: number }[];
  }[];
}

const site = ownSite();
const page = () => `${site.url}/en/policy/kept/`;
const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** The page and `kept.json` as they are at the same moment: nothing has changed between two readings. */
async function both(): Promise<{ html: string; kept: Kept }> {
  const read = async () => (await fetch(`${site.url}/en/policy/kept.json`)).text();
  for (;;) {
    const before = await read();
    const html = await (await fetch(page())).text();
    if ((await read()) === before) return { html, kept: JSON.parse(before) as Kept };
  }
}

describe("the kept page and kept.json", () => {
  test("say the same of every promise, every rule and every piece of evidence", async () => {
    await site.server.runCron();
    const { monthBefore } = (await both()).kept;
    const { db } = site.server;
    const [erasing, audit, daily] = [
      "accounts: erase what is due",
      "audit: check the log",
      "evidence: count the day before",
    ];
    await db
      .prepare(
        `insert into job_runs (name, day, result, runs, started_at, ended_at, counts)
         values (?1, ?2, 'done', 1, ?3, ?3, '{"accounts":13}')`,
      )
      .bind(erasing, monthBefore.from, `${monthBefore.from}T02:00:00.000Z`)
      .run();
    await db.prepare("update job_runs set result = 'failed' where name = ?1").bind(audit).run();
    await db
      .prepare(
        `update job_runs set counts = json_set(counts, '$."minors 2025 too-young"', 12) where name = ?1`,
      )
      .bind(daily)
      .run();
    const { html, kept } = await both();
    const text = words(html);

    const said = [...html.matchAll(/<p class="says[ "][^>]*>(.*?)<\/p>/gs)].map(([, one = ""]) => words(one));
    const promises = kept.clauses.flatMap((clause) => clause.promises);
    expect(said.map(decoded)).toEqual(promises.map(({ says }) => says));
    const states = [...html.matchAll(/<strong class="([a-z-]+)[^"]*"/g)].map(([, state]) => state);
    expect(states).toEqual(promises.map(({ state }) => state));
    const { all, failing, unread } = kept.promises;
    expect(text).toMatch(
      new RegExp(`${all - failing - unread} of ${all} promises? (?:is|are) kept today\\.`),
    );

    const figures = kept.evidence.flatMap(({ figures: some = [] }) => some);
    const groups = figures.flatMap(({ thisMonth, monthBefore: before }) => [thisMonth, before]);
    const noted = html.slice(html.indexOf('id="page_noted"'));
    expect(words(noted).match(/At least 10 accounts erased/g)).toHaveLength(1);
    expect(noted.match(/<dd[^>]*>(?:At least|Feedback of at least)/g)).toHaveLength(
      groups.filter((count) => count > 0).length,
    );
    const failingNow = kept.evidence.filter(({ state }) => state === "fails").length;
    expect(failingNow).toBeGreaterThan(0);
    expect(noted.match(/<p class="fails[ "]/g) ?? []).toHaveLength(failingNow);
    expect(noted.match(/<li[^>]*>\s*<div/g)).toHaveLength(kept.evidence.length);
    const log = kept.evidence.find(({ kind }) => kind === "audit");
    expect(text).toContain(log?.value ?? "no log");
    const minors = kept.evidence.find((one) => one.kind === "minors");
    expect(minors).toMatchObject({ years: [{ year: "2025", outcome: "too-young", count: 10 }] });
    expect(text).toContain("In 2025: at least 10 were told that they are too young");

    const { noticeDays, backupDays, minimumAge } = kept.policy.commitments;
    for (const rule of [
      `${noticeDays} days`,
      `${backupDays} days`,
      `Minimum age ${minimumAge}`,
      kept.policy.sha256,
    ])
      expect(text).toContain(rule);
  });

  test("name the evidence that a job left, and nothing of who was concerned", async () => {
    const { kept } = await both();
    const ran = new Set((await rowsOf(site.server, "job_runs")).map(({ name }) => name));
    const jobs = kept.evidence.filter(({ kind }) => kind === "job");
    expect(jobs.length).toBeGreaterThan(20);
    expect(jobs.filter(({ job, problem }) => problem !== "never" && !ran.has(job))).toEqual([]);
    expect(JSON.stringify(kept)).not.toMatch(/@|\b[MOFR](?:-[0-9A-Z]{4}){3}\b/);
  });
});

function decoded(text: string): string {
  return text.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
