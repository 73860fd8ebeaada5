import { addDays, addMonths, dayOf, weekdayOf } from "../../web/days.ts";
import type { Organization } from "../../web/organization.ts";

/** How long a law gives for the answer to a data request. */
interface Term {
  months?: number;
  days?: number;
  /** Monday to Friday. */
  workingDays?: number;
}

/**
 * The laws whose terms we know: when an answer is due, counted from the day the request was confirmed, and how much later it
 * may come with reasons. `daysSaid` is what a form promises, before anything is counted.
 */
export const requestLaws = {
  // Article 12(3): one month, and two further ones.
  GDPR: { due: { months: 1 }, extension: { months: 2 }, daysSaid: 28 },
  // Article 50 says "in time"; GB/T 35273-2020, 8.7: 30 days. It knows no extension.
  PIPL: { due: { days: 30 }, extension: {}, daysSaid: 30 },
  // Articles 20 and 21: ten working days, and five further ones.
  "152-FZ": { due: { workingDays: 10 }, extension: { workingDays: 5 }, daysSaid: 14 },
} as const satisfies Record<RequestLaw, { due: Term; extension: Term; daysSaid: number }>;

/** A law that `content/organization.yaml` may name. */
export type RequestLaw = Organization["requestLaws"][number];

/** The day by whose end a request confirmed at an instant is answered, `YYYY-MM-DD`: of several laws the first to end. */
export function requestDueDay(confirmedAt: Date, laws: readonly RequestLaw[], timeZone: string): string {
  const from = dayOf(confirmedAt, timeZone);
  return earliest(laws.map((law) => later(from, requestLaws[law].due)));
}

/** The day to which that may be extended; undefined where a law that applies knows no extension. */
export function extendedDueDay(
  confirmedAt: Date,
  laws: readonly RequestLaw[],
  timeZone: string,
): string | undefined {
  if (laws.some((law) => Object.keys(requestLaws[law].extension).length === 0)) return undefined;
  const from = dayOf(confirmedAt, timeZone);
  return earliest(laws.map((law) => later(later(from, requestLaws[law].due), requestLaws[law].extension)));
}

/** A number of working days, Monday to Friday, after a day. */
export function workingDaysAfter(day: string, workingDays: number): string {
  let reached = day;
  for (let left = workingDays; left > 0; ) {
    reached = addDays(reached, 1);
    if (weekdayOf(reached) <= 5) left -= 1;
  }
  return reached;
}

function later(day: string, { months = 0, days = 0, workingDays = 0 }: Term): string {
  return workingDaysAfter(addDays(addMonths(day, months), days), workingDays);
}

function earliest(days: readonly string[]): string {
  return days.toSorted()[0] ?? "";
}
