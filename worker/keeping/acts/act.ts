import type { Commitments } from "../../policy/commitments/commitments.ts";
import type { Period } from "../../visits/figures/periods.ts";
import { addDays, daysBetween } from "../../web/days.ts";
import { page } from "../../web/shown-page.ts";
import type { NotedRun } from "../job-rows.ts";
import { type DestroyedKind, destroyers } from "./destroyers.ts";

/** Something of one kind that was destroyed on a day or in a month. */
export interface Destroyed {
  kind: DestroyedKind;
  /** `YYYY-MM-DD`, or `YYYY-MM` in an act about more than two months. */
  when: string;
  count: number;
  /** The job that did it; `staff`, or `noted` where the person or staff did it and a job noted it. */
  by: string;
}

/** An act of destruction: what was destroyed in a period, without a name of anybody whose data it was. */
export interface Act {
  period: Period;
  today: string;
  /** Whether the act is about days of which the evidence may be gone. */
  isCut: boolean;
  rows: readonly Destroyed[];
  totals: readonly { kind: DestroyedKind; count: number }[];
  /** The version in force when the act was made, whose periods and backups it names. */
  policy: string;
  commitments: Commitments;
}

export const actPage = page<Act>("/staff/acts/");

/** Past this many days the act counts by month. */
const maxDaysByDay = 62;

/** What jobs and staff destroyed in a period, oldest first. */
export function destroyedIn(
  period: Period,
  runs: readonly NotedRun[],
  erasedByStaff: readonly string[],
): Destroyed[] {
  const byMonth = daysBetween(period.from, period.to) >= maxDaysByDay;
  const sums = new Map<string, Destroyed>();
  const add = (row: Destroyed) => {
    const when = byMonth ? row.when.slice(0, 7) : row.when;
    const key = [when, row.kind, row.by].join();
    sums.set(key, { ...row, when, count: (sums.get(key)?.count ?? 0) + row.count });
  };
  for (const { name, day, counts } of runs) {
    const known = destroyers.find(({ job }) => job === name);
    const when = addDays(day, -(known?.daysLater ?? 0));
    if (!known || when < period.from || when > period.to) continue;
    for (const [counted, kind] of Object.entries<DestroyedKind>(known.kinds))
      if ((counts[counted] ?? 0) > 0) add({ kind, when, count: counts[counted] ?? 0, by: known.by ?? name });
  }
  for (const when of erasedByStaff) add({ kind: "by-staff", when, count: 1, by: "staff" });
  return [...sums.values()].sort((a, b) => (`${a.when} ${a.kind}` < `${b.when} ${b.kind}` ? -1 : 1));
}

/** How much of each kind in all. */
export function totalsOf(rows: readonly Destroyed[]): Act["totals"] {
  return [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, of]) => ({
    kind,
    count: of.reduce((sum, { count }) => sum + count, 0),
  }));
}
