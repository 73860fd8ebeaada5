import type { Period } from "./periods.ts";
import { groupsIn } from "./reading.ts";

/** Views that were counted in a period, and requests that were not: full groups only. Read it with `countedIn`. */
export function selectCounted(db: D1Database, period: Period, smallestGroup: number): D1PreparedStatement {
  return groupsIn(db, period.from <= period.to ? period : undefined, ["total", "not-counted"], smallestGroup);
}

/** What `selectCounted` gave, with the reasons for not counting summed up. */
export function countedIn(result: D1Result | undefined): { counted: number; notCounted: number } {
  const rows = (result?.results ?? []) as { indicator: string; views: number }[];
  const sum = (name: string) =>
    rows.filter(({ indicator }) => indicator === name).reduce((views, row) => views + row.views, 0);
  return { counted: sum("total"), notCounted: sum("not-counted") };
}
