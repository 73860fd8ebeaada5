import { dayOf, startOfDay } from "../policy/days.ts";
import type { DeskSubmission, Waiting } from "./schema.ts";

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The day by whose end something has to be answered: so many working days, Monday to Friday, after the one it came on.
 * @returns `YYYY-MM-DD`
 */
export function dueDay(receivedAt: Date, workingDays: number, timeZone: string): string {
  let day = dayOf(receivedAt, timeZone);
  for (let left = workingDays; left > 0; ) {
    day = dayAfter(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** The instant before which what came in and is not answered at `at` is overdue. */
export function overdueBefore(at: Date, workingDays: number, timeZone: string): Date {
  const today = dayOf(at, timeZone);
  let day = today;
  while (dueDay(startOfDay(dayAfter(day, -1), timeZone), workingDays, timeZone) >= today)
    day = dayAfter(day, -1);
  return startOfDay(day, timeZone);
}

/** A data request has to be answered within a month; 30 days are never longer (GDPR 12(3)). */
export const requestDays = 30;

/** What a person typed, by the name of its field; nothing else of a kept record is text or a number. */
export function typedIn(kept: object): Record<string, string> {
  const { reference: _, language: __, ...rest } = kept as Record<string, unknown>;
  const typed = Object.entries(rest).filter(
    ([, value]) => typeof value === "string" || typeof value === "number",
  );
  return Object.fromEntries(typed.map(([name, value]) => [name, String(value)]));
}

/** Whether a submission is answered in the inbox, once or again: not while it is in quarantine. */
export function canBeAnswered({ item }: Pick<DeskSubmission, "item">): boolean {
  return !item.isQuarantined && (item.form === "contact" || item.form === "feedback");
}

/** Everything of several kinds that waits; undefined where nothing does. */
export function together(kinds: readonly (Waiting | undefined)[]): Waiting | undefined {
  const some = kinds.filter((kind) => kind !== undefined);
  if (some.length === 0) return undefined;
  return {
    count: some.reduce((sum, { count }) => sum + count, 0),
    since: new Date(Math.min(...some.map(({ since }) => since.getTime()))),
    overdue: some.reduce((sum, { overdue }) => sum + overdue, 0),
  };
}

/** The number of a list's page that an address asks for; anything else is the first. */
export function pageNumber(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}

function isWorkingDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
