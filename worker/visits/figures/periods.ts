import { addDays, addMonths, daysBetween, lastDayOf, monthStart } from "../../web/days.ts";

/** The stretches of months that make up a period. */
export function spansOf({ from, to }: Period): Span[] {
  return monthsOf({ from, to }).flatMap((month) => {
    const [first, last] = [`${month}-01`, lastDayOf(month)];
    const end = to < last ? to : last;
    const spans: Span[] = [{ sign: 1, month, from: first, to: end, whole: end === last }];
    if (from > first) spans.push({ sign: -1, month, from: first, to: addDays(from, -1), whole: false });
    return spans;
  });
}

/** The period of the same length just before. */
export function periodBefore({ from, to }: Period): Period {
  return { from: addDays(from, -daysIn({ from, to })), to: addDays(from, -1) };
}

/** The same days of the year before; 29 February becomes 28 February. */
export function yearBefore({ from, to }: Period): Period {
  return { from: addMonths(from, -12), to: addMonths(to, -12) };
}

/** The number of days in a period. */
export function daysIn({ from, to }: Period): number {
  return daysBetween(from, to) + 1;
}

/** Every day of a period. */
export function daysOf(period: Period): string[] {
  return Array.from({ length: daysIn(period) }, (_, index) => addDays(period.from, index));
}

/** The first day whose month is kept whole. A partly deleted month is not shown. */
export function shownFrom(kept: string | undefined): string {
  if (kept === undefined) return firstShown;
  return kept.endsWith("-01") ? kept : addMonths(`${kept.slice(0, 7)}-01`, 1);
}

function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  for (let day = monthStart(from); day <= to; day = addMonths(day, 1)) months.push(day.slice(0, 7));
  return months;
}

/** The longest period of which the hours of all pages are added up. */
export const maxDaysByHour = 92;

/** No day before this one has figures. */
export const firstShown = "2000-01-01";

/** Days of the organization, both ends included, `YYYY-MM-DD`. */
export interface Period {
  from: string;
  to: string;
}

/**
 * A stretch from the first day of one month, to be added or subtracted. A period is made of a few, because figures are
 * released in full groups counted from the start of each month (docs/statistics-disclosure.md).
 */
export interface Span extends Period {
  sign: 1 | -1;
  month: string;
  /** Whether it is the whole month, whose sums are kept. */
  whole: boolean;
}
