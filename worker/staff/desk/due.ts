import { requestDueDay, workingDaysAfter } from "../../submissions/data-request/law.ts";
import { addDays, dayOf, startOfDay } from "../../web/days.ts";
import type { Organization } from "../../web/organization.ts";
import type { DeskItem } from "./item.ts";
import type { Cutoffs } from "./listing.ts";

/** What decides when an answer is due: the promise of the organization, its days and the law that applies. */
export type DueTerms = Pick<Organization, "answerDays" | "timeZone" | "requestLaws">;

/**
 * The day by whose end something must be answered: a number of working days, Monday to Friday, after the day it
 * arrived.
 * @returns `YYYY-MM-DD`
 */
export function dueDay(receivedAt: Date, workingDays: number, timeZone: string): string {
  return workingDaysAfter(dayOf(receivedAt, timeZone), workingDays);
}

/**
 * The day by whose end an item must be answered; for a data request, as the law says.
 * @returns undefined while nobody waits for an answer of ours
 */
export function dueDayOf(
  { form, askedAt, dueOn }: Pick<DeskItem, "form" | "askedAt" | "dueOn">,
  { answerDays, timeZone, requestLaws }: DueTerms,
): string | undefined {
  if (dueOn !== undefined) return dueOn;
  if (!askedAt) return undefined;
  if (form === "data-request") return requestDueDay(askedAt, requestLaws, timeZone);
  return dueDay(askedAt, answerDays, timeZone);
}

/** What is overdue at an instant, for the lists. */
export function cutoffsAt(at: Date, { answerDays, timeZone, requestLaws }: DueTerms): Cutoffs {
  const today = dayOf(at, timeZone);
  return {
    overdueBefore: firstInTime(today, timeZone, (from) => dueDay(from, answerDays, timeZone)),
    requestsOverdueBefore: firstInTime(today, timeZone, (from) => requestDueDay(from, requestLaws, timeZone)),
    today,
  };
}

/** The start of the first day whose answer is not overdue today. */
function firstInTime(today: string, timeZone: string, due: (from: Date) => string): Date {
  let day = today;
  while (due(startOfDay(addDays(day, -1), timeZone)) >= today) day = addDays(day, -1);
  return startOfDay(day, timeZone);
}
