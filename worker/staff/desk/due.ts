import { addDays, dayOf, startOfDay, weekdayOf } from "../../web/days.ts";
import type { DeskItem } from "./item.ts";

/** So many days after it was confirmed a data request has to be answered: a month (GDPR 12(3)). */
const requestDays = 30;

/**
 * The day by whose end something has to be answered: so many working days, Monday to Friday, after the one it came on.
 * @returns `YYYY-MM-DD`
 */
export function dueDay(receivedAt: Date, workingDays: number, timeZone: string): string {
  let day = dayOf(receivedAt, timeZone);
  for (let left = workingDays; left > 0; ) {
    day = addDays(day, 1);
    if (weekdayOf(day) <= 5) left -= 1;
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
  return confirmedAt && addDays(dayOf(confirmedAt, timeZone), requestDays);
}

/** The instant before which a data request was confirmed that is overdue at `at`. */
export function requestsOverdueBefore(at: Date, timeZone: string): Date {
  return startOfDay(addDays(dayOf(at, timeZone), -requestDays), timeZone);
}

/** The instant before which what came in and is not answered at `at` is overdue. */
export function overdueBefore(at: Date, workingDays: number, timeZone: string): Date {
  const today = dayOf(at, timeZone);
  let day = today;
  while (dueDay(startOfDay(addDays(day, -1), timeZone), workingDays, timeZone) >= today)
    day = addDays(day, -1);
  return startOfDay(day, timeZone);
}
