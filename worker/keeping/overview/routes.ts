import organization from "../../../content/organization.yaml";
import { countsIn, selectConsentCounts } from "../../forms/consents/counts.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import { addDays, dayOf } from "../../web/days.ts";
import { show } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { type NotedRun, runsIn, selectRuns } from "../job-rows.ts";
import { jobs } from "../jobs.ts";
import { loadHead } from "../log/head.ts";
import { type NoticesSent, type Overview, type OverviewJob, overviewPage } from "./overview.ts";

/** How many days of runs the page reads. */
const maxDays = 31;

/** The job that mails what changes, and the one that erases what is over. */
const [announcing, sweeping] = ["policy: announce changes", "submissions: erase what is over"];

/** What the software did with the policy, for those who write it and those who answer for it. */
export const overviewRoutes = router().get("/staff/policy/", async (c) => {
  const at = now(c.env);
  const today = dayOf(at, organization.timeZone);
  const [[counts, noted], log] = await Promise.all([
    c.env.DB.batch([selectConsentCounts(c.env.DB), selectRuns(c.env.DB, addDays(today, -maxDays), today)]),
    loadHead(c.env.DB),
  ]);
  const agreed = countsIn(counts);
  const runs = runsIn(noted);
  return show(c, overviewPage, {
    versions: versions
      .map((version, index) => ({
        version,
        ...(index > 0 ? { before: versions[index - 1]?.date ?? "" } : {}),
        agreed: agreed.filter(({ policyVersion }) => policyVersion === version.date),
      }))
      .toReversed(),
    notices: noticesIn(runs),
    jobs: jobs.map((job) => lastOf(job, runs)),
    late: lateIn(runs),
    log,
    at,
  });
});

function lastOf(
  { name, every }: Pick<OverviewJob, "name" | "every">,
  runs: readonly NotedRun[],
): OverviewJob {
  const last = lastRun(runs, name);
  return { name, every, ...(last ? { last: { endedAt: last.endedAt, result: last.result } } : {}) };
}

/** Mails that were queued about versions, by day, latest first. The job names its counts `notices of <date>`. */
function noticesIn(runs: readonly NotedRun[]): NoticesSent[] {
  return runs
    .filter(({ name }) => name === announcing)
    .flatMap(({ day, counts }) =>
      Object.entries(counts).flatMap(([name, count]): NoticesSent[] => {
        const [, kind, version = ""] = /^(notices|withdrawals) of (.+)$/.exec(name) ?? [];
        if ((kind !== "notices" && kind !== "withdrawals") || count === 0) return [];
        return [{ kind, version, day, count }];
      }),
    )
    .toReversed();
}

/** What the last sweep left because it is held or open. */
function lateIn(runs: readonly NotedRun[]): Overview["late"] {
  const last = lastRun(runs, sweeping);
  if (!last) return [];
  return Object.entries(last.counts)
    .filter(([name, count]) => name.startsWith("held ") && count > 0)
    .map(([name, count]) => ({ name: name.slice("held ".length), day: last.day, count }));
}

function lastRun(runs: readonly NotedRun[], job: string): NotedRun | undefined {
  return runs
    .filter(({ name }) => name === job)
    .toSorted((one, other) => one.endedAt.getTime() - other.endedAt.getTime())
    .at(-1);
}
