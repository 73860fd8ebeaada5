import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { jobs } from "../../../worker/keeping/jobs.ts";
import { runJobs } from "../../../worker/keeping/running.ts";
import { answers, registration } from "../../fixtures/answers.ts";
import { settled } from "../../workerd/afterwards.ts";
import { committed } from "../committed.ts";
import { fillIn } from "../site.ts";
import { grow, growTable } from "./growing.ts";
import { makeThings } from "./things.ts";
import { watchedBindings } from "./watched.ts";

/** What D1 takes from one run of the cron. */
const maxStatements = 1000;

/** Runs every job once. Gives how many statements that made. */
async function run(shiftMs = 0): Promise<number> {
  const { calls, bindings } = watchedBindings();
  await runJobs({ ...env, ...bindings, CLOCK_SHIFT_MS: String(shiftMs) }, jobs);
  return calls.flatMap(({ statements }) => statements).length;
}

const count = async (sql: string) => (await env.DB.prepare(sql).first<{ n: number }>())?.n ?? 0;
const unfinished = () => count("select count(*) as n from job_runs where result = 'unfinished'");

describe("the cron", () => {
  committed({ retention: { failedMail: "P30D" } });

  it("makes no more statements in one run than D1 takes, and goes on until nothing is left that is due", {
    timeout: 600_000,
  }, async () => {
    vi.spyOn(console, "error").mockReturnValue();
    vi.spyOn(console, "warn").mockReturnValue();
    await makeThings();
    await settled();
    await grow(1000);
    // These are erased and mailed one by one, a few in each run.
    await env.DB.prepare("delete from held_erasures where email_index not in ('grown1', 'grown2')").run();
    await env.DB.prepare("delete from statistics_readers where person > 'U-00000000000100'").run();
    const made: number[] = [];
    const left = () => count("select count(*) as n from submissions where quarantined_at is not null");
    const before = await left();
    while (made.length < 60) {
      const marked = await unfinished();
      await env.DB.prepare("delete from job_runs where result = 'unfinished'").run();
      made.push(await run());
      if (made.length > 1 && marked === 0) break;
    }
    expect(Math.max(...made)).toBeLessThan(maxStatements);
    expect(before).toBeGreaterThan(1000);
    // Those of the last thirty days stay, and the two that people just sent.
    expect(await left()).toBeLessThan(200);
    expect(made.length).toBeLessThan(60);
  });

  it("erases in one run thousands of registrations that nobody confirmed, with their consents", async () => {
    await fillIn("register", "/en/register/", { ...registration, email: "new@example.org" });
    await settled();
    const like = "email_verified = 0";
    const rows = { id: "'U-' || printf('%014d', i)", email_index: "'grown' || i" };
    await growTable("users", { like, rows }, 5000);
    const consent = { sequence: "null", id: "'grown' || i", subject: rows.id };
    await growTable("consents", { like: "purpose = 'registration'", rows: consent }, 5000);
    expect(await run(3 * 86_400_000)).toBeLessThan(maxStatements);
    expect(await count("select count(*) as n from users")).toBe(0);
    expect(await count("select count(*) as n from current_consents where event = 'given'")).toBe(0);
  });

  it("ends mail that staff leave held, like mail that failed", async () => {
    for (let sent = 0; sent < 24; sent += 1) await fillIn("contact", "/en/contact/", answers.contact);
    await settled();
    const held = () => count("select count(*) as n from outbox where state = 'held'");
    expect(await held()).toBeGreaterThan(0);
    await run(29 * 86_400_000);
    expect(await held()).toBeGreaterThan(0);
    await run(31 * 86_400_000);
    expect(await held()).toBe(0);
  });
});
