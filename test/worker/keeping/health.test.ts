import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runJobs } from "../../../worker/keeping/running.ts";
import { watchedBindings } from "../routes/watched.ts";
import { ask, trips } from "../site.ts";

beforeEach(() => {
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** What a monitor gets, by a clock that is ahead. */
async function health(minutesAhead = 0, bindings: Partial<Env> = {}): Promise<[number, unknown]> {
  const answer = await ask("/health", {
    bindings: { CLOCK_SHIFT_MS: String(minutesAhead * 60_000), ...bindings },
  });
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  return [answer.status, await answer.json()];
}

describe("/health", () => {
  it("is well before the first job has run, and while they run", async () => {
    expect(await health()).toEqual([200, { status: "ok" }]);
    await runJobs(env, [{ name: "sweep", every: "minute", run: async () => undefined }]);
    expect(await health(29)).toEqual([200, { status: "ok" }]);
  });

  it("fails when no job has run for half an hour", async () => {
    await runJobs(env, [{ name: "sweep", every: "minute", run: async () => undefined }]);
    expect(await health(31)).toEqual([503, { status: "failing", problems: ["jobs"] }]);
  });

  it("fails when the database does not answer", async () => {
    const { bindings } = watchedBindings(() => Promise.reject(new Error("gone")));
    expect(await health(0, bindings)).toEqual([503, { status: "failing", problems: ["database"] }]);
  });

  it("costs a few reads, and is not counted as a view", async () => {
    trips.length = 0;
    await health();
    expect(trips.length).toBeLessThanOrEqual(4);
    const rows = await env.DB.prepare("select count(*) as count from visit_cells").first<number>("count");
    expect(rows).toBe(0);
  });
});
