import { dayOf, startOfDay } from "../policy/days.ts";
import type { DeskItem, DeskSubmission, HeldPart, HeldValue, Waiting } from "./schema.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** So many days after it was confirmed a data request has to be answered: a month (GDPR 12(3)). */
const requestDays = 30;

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

/**
 * The day by whose end an item has to be answered: for a data request within a month of its confirmation.
 * @returns undefined for what is answered only where there is something to answer
 */
export function dueDayOf(
  { form, receivedAt, confirmedAt }: Pick<DeskItem, "form" | "receivedAt" | "confirmedAt">,
  workingDays: number,
  timeZone: string,
): string | undefined {
  if (form === "feedback" || form === "newsletter") return undefined;
  if (form !== "data-request") return dueDay(receivedAt, workingDays, timeZone);
  return confirmedAt && dayAfter(dayOf(confirmedAt, timeZone), requestDays);
}

/** The instant before which a data request was confirmed that is overdue at `at`. */
export function requestsOverdueBefore(at: Date, timeZone: string): Date {
  return startOfDay(dayAfter(dayOf(at, timeZone), -requestDays), timeZone);
}

/** The instant before which what came in and is not answered at `at` is overdue. */
export function overdueBefore(at: Date, workingDays: number, timeZone: string): Date {
  const today = dayOf(at, timeZone);
  let day = today;
  while (dueDay(startOfDay(dayAfter(day, -1), timeZone), workingDays, timeZone) >= today)
    day = dayAfter(day, -1);
  return startOfDay(day, timeZone);
}

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

/** Kinds of which staff see how many there are, and no more: whose network an address was is not theirs to read. */
const countedOnly = new Set(["formerAddresses", "signIns", "sessions"]);

/** What is held about somebody as staff see it: each kind with its rows. */
export function partsOf(account: { userId: string; details: object } | undefined, held: object): HeldPart[] {
  const details = account ? [{ userId: account.userId, ...account.details }] : [];
  return Object.entries({ account: details, ...held }).map(([name, rows]: [string, readonly object[]]) => ({
    name,
    count: rows.length,
    rows: countedOnly.has(name) ? [] : rows.map(readable),
  }));
}

function readable(row: object): Record<string, HeldValue> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, readableValue(value)]));
}

function readableValue(value: unknown): HeldValue {
  if (value instanceof Date || typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.join(", ");
  return value === null || value === undefined ? "" : JSON.stringify(value);
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
