import { requestDays, requestDue } from "../../submissions/data-request/deadline.ts";
import { addDays, dayOf, startOfDay, weekdayOf } from "../../web/days.ts";
import type { DeskItem } from "./item.ts";

/**
 * The day by whose end something must be answered: a number of working days, Monday to Friday, after the day it
 * arrived.
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
 * The day by whose end an item must be answered; for a data request, within a month of its confirmation.
 * @returns undefined for what needs an answer only if there is something to answer
 */
export function dueDayOf(
  { form, receivedAt, confirmedAt }: Pick<DeskItem, "form" | "receivedAt" | "confirmedAt">,
  workingDays: number,
  timeZone: string,
): string | undefined {
  if (form === "feedback" || form === "newsletter" || form === "policy-changes") return undefined;
  if (form !== "data-request") return dueDay(receivedAt, workingDays, timeZone);
  return confirmedAt && requestDue(confirmedAt, timeZone);
}

/** A data request confirmed before this instant is overdue at `at`. */
export function requestsOverdueBefore(at: Date, timeZone: string): Date {
  return startOfDay(addDays(dayOf(at, timeZone), -requestDays), timeZone);
}

/** What arrived before this instant and is unanswered is overdue at `at`. */
export function overdueBefore(at: Date, workingDays: number, timeZone: string): Date {
  const today = dayOf(at, timeZone);
  let day = today;
  while (dueDay(startOfDay(addDays(day, -1), timeZone), workingDays, timeZone) >= today)
    day = addDays(day, -1);
  return startOfDay(day, timeZone);
}
