import { addDays } from "../../web/days.ts";

/** The last day on which a material version can be published and announced with the notice that was promised. */
export function lastDayOfNotice(date: string, noticeDays: number): string {
  return addDays(date, -noticeDays);
}
