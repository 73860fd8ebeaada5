import type { Period } from "../../visits/figures/periods.ts";
import { addDays, daysBetween } from "../../web/days.ts";
import { isPursued } from "../../web/offers.ts";
import type { NotedRun } from "../job-rows.ts";
import type { DayMark, JobEvidence, KeyEvidence, Standing } from "./evidence.ts";
import { evidenceOfJobs, type FigureName, type JobEvidenceId, type JobKind } from "./kinds.ts";

/** How many days the strip beside a promise shows. */
export const shownDays = 30;

/**
 * After this long without a run a job is overdue. One that runs every minute leaves a row every ten; a daily one runs
 * within the first minutes of a day.
 */
const overdueAfterMs = { minute: 30 * 60_000, day: 26 * 60 * 60_000 } as const;

/** A vault key that is older than this should have been followed by another: one a year, and a month to do it. */
const oldKeyDays = 395;

/** When evidence is judged, and how coarsely its counts are published. */
export interface Judging {
  at: Date;
  /** The organization's day at that instant. */
  today: string;
  /** The month so far, up to yesterday; before the second day of a month it ends before it begins. */
  thisMonth: Period;
  monthBefore: Period;
  smallestGroup: number;
}

/** What a job's rows say about it. */
export function evidenceOfJob(id: JobEvidenceId, rows: readonly NotedRun[], judging: Judging): JobEvidence {
  const { job, every, counts, daysLater = 0 }: JobKind = evidenceOfJobs[id];
  const own = rows.filter(({ name }) => name === job);
  const sum = (kind: string, { from, to }: Period) =>
    fullGroups(
      sumIn(own, kind, { from: addDays(from, daysLater), to: addDays(to, daysLater) }),
      judging.smallestGroup,
    );
  const last = own.reduce<NotedRun | undefined>(
    (newest, row) => (!newest || row.endedAt > newest.endedAt ? row : newest),
    undefined,
  );
  const standing = standingOf(last, every, judging.at);
  return {
    kind: "job",
    id,
    ...standing,
    job,
    every,
    ...(last ? { lastDay: last.day } : {}),
    days: marksOf(own, judging.today),
    figures: Object.entries(counts)
      .filter(([name]) => isPursued("figures", name))
      .map(([name, kind]) => ({
        name: name as FigureName,
        thisMonth: sum(kind, judging.thisMonth),
        monthBefore: sum(kind, judging.monthBefore),
      })),
  };
}

/** What is known of a key. Only that of the vault has to be young: the others are replaced when they became known. */
export function evidenceOfKey(
  id: KeyEvidence["id"],
  known: { id: string; firstUsedOn: string } | undefined,
  ofJob: Standing,
  today: string,
): KeyEvidence {
  if (!known) return { kind: "key", id, state: "fails", problem: "never" };
  const { firstUsedOn } = known;
  const ageDays = Math.max(0, daysBetween(firstUsedOn, today));
  const isOld = id === "vault-key" && ageDays > oldKeyDays && ofJob.state === "holds";
  const standing: Standing = isOld ? { state: "fails", problem: "old" } : ofJob;
  return { kind: "key", id, ...standing, key: known.id, firstUsedOn, ageDays };
}

/** Rounds down to full groups, so that neither one act nor none can be told apart from a few. */
export function fullGroups(count: number, smallestGroup: number): number {
  return Math.floor(count / smallestGroup) * smallestGroup;
}

/** One strip for several jobs: a day is as good as the worst of them. */
export function worstOf(strips: readonly (readonly DayMark[])[]): DayMark[] {
  const order: readonly DayMark[] = ["failed", "silent", "held", "none"];
  return Array.from({ length: shownDays }, (_, index) => {
    const marks = strips.map((strip) => strip[index] ?? "none");
    return order.find((mark) => marks.includes(mark)) ?? "none";
  });
}

function standingOf(last: NotedRun | undefined, every: "minute" | "day", at: Date): Standing {
  if (!last) return { state: "fails", problem: "never" };
  if (at.getTime() - last.endedAt.getTime() > overdueAfterMs[every])
    return { state: "fails", problem: "overdue" };
  return last.result === "failed" ? { state: "fails", problem: "failed" } : { state: "holds" };
}

/** A day held if the last thing that happened on it was no failure. */
function marksOf(rows: readonly NotedRun[], today: string): DayMark[] {
  const first = rows.reduce((least, { day }) => (day < least ? day : least), today);
  const byDay = Map.groupBy(rows, ({ day }) => day);
  return Array.from({ length: shownDays }, (_, index) => {
    const day = addDays(today, index + 1 - shownDays);
    const [newest] = (byDay.get(day) ?? []).toSorted((a, b) => b.endedAt.getTime() - a.endedAt.getTime());
    if (newest) return newest.result === "failed" ? "failed" : "held";
    return day < first || daysBetween(day, today) === 0 ? "none" : "silent";
  });
}

/** A run that failed half-way did what it counted, so its counts belong to the sum. */
function sumIn(rows: readonly NotedRun[], kind: string, { from, to }: Period): number {
  return rows
    .filter(({ day }) => day >= from && day <= to)
    .flatMap(({ counts }) => Object.entries(counts))
    .filter(([name]) => (kind.endsWith("*") ? name.startsWith(kind.slice(0, -1)) : name === kind))
    .reduce((sum, [, count]) => sum + count, 0);
}
