import type { RetentionPeriod } from "../policy/schema.ts";
import { firstShown, type Period, type Span } from "./schema.ts";

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

/** How many days a period has. */
export function daysIn({ from, to }: Period): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs + 1;
}

/** Every day of a period. */
export function daysOf(period: Period): string[] {
  return Array.from({ length: daysIn(period) }, (_, index) => addDays(period.from, index));
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** The same day of another month, or that month's last day. */
export function addMonths(day: string, months: number): string {
  const first = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  const month = first.toISOString().slice(0, 7);
  const same = `${month}-${day.slice(8)}`;
  return same > lastDayOf(month) ? lastDayOf(month) : same;
}

/** The first day that is still kept on `today`; undefined when the purpose decides. */
export function keptFrom(period: RetentionPeriod, today: string): string | undefined {
  if (period === "purpose") return undefined;
  const amount = Number(period.slice(1, -1));
  const unit = period.at(-1);
  if (unit === "D") return addDays(today, -amount);
  return addMonths(today, unit === "Y" ? -12 * amount : -amount);
}

/** The first day whose month is kept whole: a month that is partly deleted is not shown any more. */
export function shownFrom(kept: string | undefined): string {
  if (kept === undefined) return firstShown;
  return kept.endsWith("-01") ? kept : addMonths(`${kept.slice(0, 7)}-01`, 1);
}

/** The first day of a day's month. */
export function monthStart(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

const dayMs = 24 * 60 * 60 * 1000;

function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  for (let day = monthStart(from); day <= to; day = addMonths(day, 1)) months.push(day.slice(0, 7));
  return months;
}

function lastDayOf(month: string): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
