import { type MinorOutcome, type MinorsOfYear, minorOutcomes } from "../forms/minors/outcomes.ts";
import type { NotedRun } from "./job-rows.ts";

/** What became of so many minors in a year. */
export interface YearOfMinors {
  /** `YYYY`. */
  year: string;
  outcome: MinorOutcome;
  count: number;
}

/** How a daily job names the counts so far in its row: `minors 2027 too-young`. */
export function countsOfMinors(years: readonly MinorsOfYear[]): [kind: string, count: number][] {
  return years.flatMap(({ year, counts }) =>
    minorOutcomes.map((outcome) => [`minors ${year} ${outcome}`, counts[outcome]] as [string, number]),
  );
}

/** The exact counts in the newest row of that job, latest year first. */
export function minorsNoted(rows: readonly NotedRun[]): YearOfMinors[] {
  const [newest] = rows
    .filter(({ result }) => result !== "failed")
    .toSorted((a, b) => b.endedAt.getTime() - a.endedAt.getTime());
  const counted = Object.entries(newest?.counts ?? {}).flatMap(([kind, count]) => {
    const [, year, outcome] = /^minors (\d{4}) (.+)$/.exec(kind) ?? [];
    return year ? [{ year, outcome: outcome as MinorOutcome, count }] : [];
  });
  const order = ({ year, outcome }: YearOfMinors) => -Number(year) * 10 + minorOutcomes.indexOf(outcome);
  return counted.toSorted((a, b) => order(a) - order(b));
}
