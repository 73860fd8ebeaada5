import { Problem } from "../terminal/problem.ts";
import { instantOf } from "../worker/web/days.ts";

/**
 * How many milliseconds ahead a clock must be to show a time.
 * @param at `YYYY-MM-DD`, which is its midnight, or `YYYY-MM-DDTHH:MM`, in the time zone
 * @throws Problem when that is no date
 */
export function shiftTo(at: string, timeZone: string, now: Date = new Date()): number {
  const wall = at.includes("T") ? at : `${at}T00:00`;
  const asUtc = new Date(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall) ? `${wall}Z` : Number.NaN);
  // Date takes 30 February for a day in March.
  if (Number.isNaN(asUtc.getTime()) || !asUtc.toISOString().startsWith(wall)) {
    throw new Problem(`--at is "${at}", which is not a date: write 2027-03-02 or 2027-03-02T12:00.`);
  }
  return instantOf(wall, timeZone).getTime() - now.getTime();
}
