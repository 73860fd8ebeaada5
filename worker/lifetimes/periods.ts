import type { RetentionPeriod } from "../policy/commitments/commitments.ts";
import { addDays, addMonths } from "../web/days.ts";
import { Fault } from "../web/fault.ts";

/** A period that ends by itself. */
export type FixedPeriod = Exclude<RetentionPeriod, "purpose">;

/** The first day still kept on `today`; undefined where nothing ends by itself. */
export function keptFrom(period: RetentionPeriod | undefined, today: string): string | undefined {
  return period === undefined || period === "purpose" ? undefined : firstNotOver(period, today);
}

/** The first day whose period has not ended before `today`. */
export function firstNotOver(period: FixedPeriod, today: string): string {
  const day = moved(today, period, -1);
  // A month before 31 December is 30 November, whose own month ended on 30 December.
  return moved(day, period, 1) < today ? addDays(day, 1) : day;
}

/**
 * When a period ends that begins at an instant, counted in UTC. Where a month is too short, on its last day.
 * @returns undefined for `purpose`, which has no end of its own
 */
export function endOfPeriod(period: FixedPeriod, from: Date): Date;
export function endOfPeriod(period: RetentionPeriod, from: Date): Date | undefined;
export function endOfPeriod(period: RetentionPeriod, from: Date): Date | undefined {
  if (period === "purpose") return undefined;
  const [day = "", time] = from.toISOString().split("T");
  return new Date(`${moved(day, period, 1)}T${time}`);
}

/** The latest beginning of a period that has ended by an instant: `endOfPeriod`, read backwards. */
export function latestEnded(period: FixedPeriod, at: Date): Date {
  const [today = "", time] = at.toISOString().split("T");
  const first = moved(today, period, -1);
  // Several days may end on the last day of a short month: 28 to 31 January, one month later.
  const last = [3, 2, 1, 0].map((days) => addDays(first, days)).find((day) => moved(day, period, 1) <= today);
  if (last === undefined) throw new Fault(`no day is ${period} before ${today}`);
  return new Date(`${last}T${moved(last, period, 1) === today ? time : "23:59:59.999Z"}`);
}

/** The day one period after or before another day. */
function moved(day: string, period: FixedPeriod, direction: 1 | -1): string {
  const count = direction * Number(period.slice(1, -1));
  if (period.endsWith("D")) return addDays(day, count);
  return addMonths(day, period.endsWith("Y") ? 12 * count : count);
}
