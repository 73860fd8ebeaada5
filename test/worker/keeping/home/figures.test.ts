import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { evidenceOfJobs } from "../../../../worker/keeping/evidence/kinds.ts";
import { loadHomeFigures } from "../../../../worker/keeping/home/figures.ts";
import { factsOf } from "../../../../worker/keeping/home/home.ts";

const judging = {
  at: new Date("2026-12-03T04:00:00Z"),
  today: "2026-12-03",
  thisMonth: { from: "2026-12-01", to: "2026-12-02" },
  monthBefore: { from: "2026-11-01", to: "2026-11-30" },
  smallestGroup: 5,
};
const erasing = [
  "submissions-sweep",
  "newsletter-sweep",
  "mail-sweep",
  "idle-accounts",
  "accounts-erased",
  "accounts-sweep",
  "unconfirmed-sweep",
] as const;

/** Every job that erases ran on these days, and one of them did something. */
async function noteRuns(days: readonly string[], counts: Record<string, number>, result = "done") {
  await env.DB.batch(
    days.flatMap((day) =>
      erasing.map((id) =>
        env.DB.prepare(
          `insert or replace into job_runs (name, day, result, runs, started_at, ended_at, counts)
           values (?1, ?2, ?3, 1, ?4, ?4, ?5)`,
        ).bind(
          evidenceOfJobs[id].job,
          day,
          id === "submissions-sweep" ? result : "done",
          `${day}T03:50:00.000Z`,
          JSON.stringify(id === "submissions-sweep" ? counts : {}),
        ),
      ),
    ),
  );
}

const load = () => loadHomeFigures(env.DB, judging);

describe("what the home page says of this month", () => {
  it("has no figure of erasures before any has been due", async () => {
    expect(await load()).toEqual({ views: 0, smallestGroup: 5 });
  });

  it("adds up full groups of each kind, so that no smaller one can be told from the sum", async () => {
    await noteRuns(["2026-12-01", "2026-12-02", "2026-12-03"], { contact: 3, order: 1 });
    expect((await load()).erased).toEqual({ records: 5, isOnTime: true });
  });

  it("does not call erasures on time when a day failed or is missing", async () => {
    await noteRuns(["2026-12-01", "2026-12-02"], { contact: 10 });
    expect((await load()).erased).toMatchObject({ isOnTime: false });
    await noteRuns(["2026-12-03"], {});
    expect((await load()).erased).toMatchObject({ isOnTime: true });
    await env.DB.prepare("delete from job_runs where day = '2026-12-02'").run();
    expect((await load()).erased).toMatchObject({ isOnTime: false });
  });

  it("says which sentence is true, with the figure in words", () => {
    const number = (count: number) => `${count}`;
    const facts = (records: number, isOnTime: boolean) =>
      factsOf({ erased: { records, isOnTime }, views: 0, smallestGroup: 5 }, "< 5", number);
    expect(facts(10, true)).toEqual({ erased: "10", views: "< 5" });
    expect(facts(0, false)).toEqual({ "erased-late": "< 5", views: "< 5" });
    expect(factsOf({ views: 5, smallestGroup: 5 }, "< 5", number)).toEqual({ views: "5" });
  });
});
