import { countedIn, selectCounted } from "../../visits/figures/counted.ts";
import { daysBetween } from "../../web/days.ts";
import { evidenceOfJob, type Judging } from "../evidence/judging.ts";
import { evidenceOfJobs, type JobEvidenceId } from "../evidence/kinds.ts";
import { type NotedRun, runsIn, selectRunsOf } from "../job-rows.ts";
import type { HomeFigures } from "./home.ts";

/** The jobs that erase what is over. */
const erasing = [
  "submissions-sweep",
  "newsletter-sweep",
  "mail-sweep",
  "idle-accounts",
  "accounts-erased",
  "accounts-sweep",
  "unconfirmed-sweep",
] as const satisfies readonly JobEvidenceId[];

/** Reads the home page's figures in one round trip. */
export async function loadHomeFigures(db: D1Database, judging: Judging): Promise<HomeFigures> {
  const { thisMonth, today, smallestGroup } = judging;
  const names = erasing.map((id) => evidenceOfJobs[id].job);
  const [runs, counted] = await db.batch([
    selectRunsOf(db, names, thisMonth.from, today),
    selectCounted(db, thisMonth, smallestGroup),
  ]);
  const erased = erasedIn(runsIn(runs), judging);
  return { views: countedIn(counted).counted, smallestGroup, ...(erased ? { erased } : {}) };
}

/**
 * What was erased this month. It adds up full groups, as the page of promises publishes them: rounding the whole sum
 * instead would tell how many there are in the groups that are too small to show.
 */
export function erasedIn(runs: readonly NotedRun[], judging: Judging): HomeFigures["erased"] {
  if (runs.length === 0) return undefined;
  const evidence = erasing.map((id) => evidenceOfJob(id, runs, judging));
  const records = evidence.flatMap(({ figures }) => figures).reduce((sum, one) => sum + one.thisMonth, 0);
  const shown = daysBetween(judging.thisMonth.from, judging.today) + 1;
  const isOnTime = evidence.every(
    ({ state, days }) =>
      state === "holds" && days.slice(-shown).every((mark) => mark !== "failed" && mark !== "silent"),
  );
  return { records, isOnTime };
}
