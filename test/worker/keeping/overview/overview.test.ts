import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { noteRun, whatRanOn } from "../../../../worker/keeping/job-rows.ts";
import { appendToLog } from "../../../../worker/keeping/log/job.ts";
import type { Overview } from "../../../../worker/keeping/overview/overview.ts";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { today } from "../../../fixtures/content.ts";
import { ask, lastShown } from "../../site.ts";
import { sent, shownAt, staff } from "../../staff/desk/people.ts";

const path = "/staff/policy/";
const day = today();

const run = (name: string, counts: Record<string, number>, minute: number) =>
  noteRun(env.DB, day, {
    name,
    result: "done",
    counts,
    startedAt: new Date(`${day}T00:0${minute}:00Z`),
    endedAt: new Date(`${day}T00:0${minute}:01Z`),
  });

describe("the page of the policy", () => {
  it("says how many agreed to which version, and names nobody", async () => {
    const { cookie } = await staff("editor");
    await sent("contact", { email: "wei@example.org" });
    await sent("contact", { email: "other@example.org" });
    await sent("newsletter", { email: "reader@example.org" });
    const overview = await shownAt<Overview>(path, path, cookie);
    expect(overview.versions.map(({ version }) => version.date)).toEqual(
      versions.map(({ date }) => date).toReversed(),
    );
    const agreed = overview.versions.flatMap((one) => one.agreed);
    expect(agreed).toMatchObject([
      { purpose: "newsletter", event: "asked", count: 1 },
      { purpose: "support", event: "given", count: 2 },
    ]);
    expect(lastShown()).not.toMatch(/(?:wei|other|reader)@example\.org/);
  });

  it("says when each job ended last and how, what was mailed, and what is kept past its period", async () => {
    const { cookie } = await staff("manager");
    await run("policy: announce changes", { "notices of 2027-03-01": 3, "late for 2027-03-01": 2 }, 1);
    await run("submissions: erase what is over", { contact: 1, "held contact": 2, "held order": 0 }, 2);
    const { jobs, notices, late } = await shownAt<Overview>(path, path, cookie);
    expect(jobs.find(({ name }) => name === "submissions: erase what is over")?.last).toEqual({
      endedAt: `${day}T00:02:01.000Z`,
      result: "done",
    });
    expect(jobs.find(({ name }) => name === "mail: send what is due")).toEqual({
      name: "mail: send what is due",
      every: "minute",
    });
    expect(notices).toEqual([{ kind: "notices", version: "2027-03-01", day, count: 3 }]);
    expect(late).toEqual([{ name: "contact", day, count: 2 }]);
  });

  it("has the head of the log, once there is one", async () => {
    const { cookie } = await staff("manager");
    expect((await shownAt<Overview>(path, path, cookie)).log).toBeUndefined();
    await appendToLog(env, new RunReport(), whatRanOn);
    const { log } = await shownAt<Overview>(path, path, cookie);
    const [, size, root] = (await (await ask("/log/checkpoint")).text()).split("\n");
    expect(log).toEqual({ size: Number(size), root, witnesses: [] });
  });

  it("is not for analysts", async () => {
    const { cookie } = await staff("analyst");
    expect((await ask(path, { cookie })).status).toBe(403);
  });
});
