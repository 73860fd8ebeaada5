/** A day of 24 hours in milliseconds. */
export const dayMs = 24 * 60 * 60 * 1000;

/** The day a number of days after or before another. Days are `YYYY-MM-DD` everywhere here. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** The same day of another month, or that month's last day. */
export function addMonths(day: string, months: number): string {
  const first = new Date(`${monthStart(day)}T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  const month = first.toISOString().slice(0, 7);
  const same = `${month}-${day.slice(8)}`;
  return same > lastDayOf(month) ? lastDayOf(month) : same;
}

/** How many days after the first day the other one is. */
export function daysBetween(first: string, other: string): number {
  return (Date.parse(other) - Date.parse(first)) / dayMs;
}

/** The first day of a day's month. */
export function monthStart(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The last day of a month, `YYYY-MM`. */
export function lastDayOf(month: string): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** The day of the week: 1 is Monday and 7 is Sunday (ISO 8601). */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The instant a number of days, of 24 hours each, after or before another. */
export function daysAfter(at: Date, days: number): Date {
  return new Date(at.getTime() + days * dayMs);
}

/**
 * The first instant of a day in a time zone: midnight, or the first instant after it where a clock change skips
 * midnight.
 * @param day `YYYY-MM-DD`
 */
export function startOfDay(day: string, timeZone: string): Date {
  return instantOf(`${day}T00:00`, timeZone);
}

/**
 * The first instant at which the wall clocks of a time zone show a time, or the first after it where a clock change
 * skips that time.
 * @param wall `YYYY-MM-DDTHH:MM`
 */
export function instantOf(wall: string, timeZone: string): Date {
  const asUtc = Date.parse(`${wall}:00Z`);
  // The offset is that of the day before or of the day after, unless the clocks change in between.
  const [earlier, later] = [asUtc - dayMs, asUtc + dayMs]
    .map((instant) => new Date(asUtc - offsetAt(instant, timeZone)))
    .sort((a, b) => a.getTime() - b.getTime()) as [Date, Date];
  return wallClock(earlier, timeZone).startsWith(wall) ? earlier : later;
}

/** The day on which an instant falls in a time zone, `YYYY-MM-DD`. */
export function dayOf(at: Date, timeZone: string): string {
  return formatter(timeZone).format(at).slice(0, 10);
}

/** The hour of the day, 0 to 23, in which an instant falls. */
export function hourOf(at: Date, timeZone: string): number {
  return Number(formatter(timeZone).format(at).slice(11, 13));
}

/** How far the zone's wall clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  return Date.parse(`${wallClock(new Date(instant), timeZone)}Z`) - Math.floor(instant / 1000) * 1000;
}

/** What the wall clocks of a zone show at an instant, such as `2026-11-22T14:05:09`. */
function wallClock(at: Date, timeZone: string): string {
  return formatter(timeZone).format(at).replace(" ", "T");
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Formats as `2026-11-22 14:05:09`. Cached, because making a formatter costs more than using it. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  formatters.set(timeZone, made);
  return made;
}
