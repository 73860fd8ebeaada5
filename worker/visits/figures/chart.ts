import { addDays, monthStart, weekdayOf } from "../../web/days.ts";
import type { DayFigure, Figure } from "./figures.ts";
import { daysIn, type Period } from "./periods.ts";

/** What a bar of the chart can stand for. */
export type Interval = "day" | "week" | "month";

/** A bar of the chart: the days from `from` to `to`, and what came in the days before that they are compared with. */
export interface Step extends Figure, Period {
  before: Figure;
  /** The most on one of its days, so that a spike shows however long the step is. */
  busiest: Figure;
  /** Whether it is not over. */
  isOpen: boolean;
}

/** What the bars of a period stand for: what was asked for, unless days would blur together. */
export function intervalOf(period: Period, asked: Interval | undefined): Interval {
  const days = daysIn(period);
  if (asked) return asked === "day" && days > maxDays ? "week" : asked;
  if (days <= 45) return "day";
  return days <= 190 ? "week" : "month";
}

/** More bars than this blur together on a phone. */
export const maxDays = 120;

/**
 * The days of a period in steps of the calendar. A day before is compared with the day that stands as far from the end
 * of its own period.
 * @param today the day that is not over, `YYYY-MM-DD`
 */
export function stepsOf(
  days: readonly DayFigure[],
  daysBefore: readonly DayFigure[],
  by: Interval,
  today: string,
): Step[] {
  const before = new Map(daysBefore.map((day) => [addDays(day.day, days.length), day]));
  return [...Map.groupBy(days, ({ day }) => firstOf[by](day)).values()].map((some) => ({
    from: some[0]?.day ?? "",
    to: some.at(-1)?.day ?? "",
    ...sumOf(some),
    before: sumOf(some.map(({ day }) => before.get(day) ?? none)),
    busiest: {
      views: Math.max(...some.map(({ views }) => views)),
      visits: Math.max(...some.map(({ visits }) => visits)),
    },
    isOpen: isIn(today, some),
  }));
}

/**
 * Which steps of a chart have room for a label: some only on a wide screen, and on a phone about three in all, so that
 * months fit in Russian.
 */
export function roomsForLabels(steps: number): ("none" | "wide" | "always")[] {
  const every = Math.ceil(steps / 12);
  const everyOnPhone = every * Math.max(3, Math.round(steps / (3 * every)));
  return Array.from({ length: steps }, (_, index) => {
    if (index % every !== 0 || index + every > steps) return "none";
    return index % everyOnPhone === 0 && index + everyOnPhone <= steps ? "always" : "wide";
  });
}

/** A round number for the top of a scale that fits `most`. */
export function scaleOf(max: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(max, 10)));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((top) => top >= max) ?? max;
}

const none: Figure = { views: 0, visits: 0 };

const firstOf: Record<Interval, (day: string) => string> = {
  day: (day) => day,
  week: (day) => addDays(day, 1 - weekdayOf(day)),
  month: monthStart,
};

function isIn(today: string, days: readonly DayFigure[]): boolean {
  return days.some(({ day }) => day === today);
}

function sumOf(figures: readonly Figure[]): Figure {
  return figures.reduce(
    (sum, { views, visits }) => ({ views: sum.views + views, visits: sum.visits + visits }),
    none,
  );
}
