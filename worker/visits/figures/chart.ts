/** More steps than this blur together on a phone. */
const maxSteps = 120;

const week = 7;

/** What a chart of days draws: each day, or where there are too many, the busiest of every seven, so that no spike is lost. */
export function stepsDrawn(days: readonly Step[]): readonly Step[] {
  if (days.length <= maxSteps) return days;
  const weeks = Math.floor(days.length / week);
  return Array.from({ length: weeks }, (_, index) => {
    // A remainder of a few days would look like a fall or a rise.
    const some = days.slice(index * week, index === weeks - 1 ? undefined : (index + 1) * week);
    const most = (figure: "views" | "visits") => Math.max(...some.map((day) => day[figure]));
    return {
      label: some[0]?.label ?? "",
      views: most("views"),
      visits: most("visits"),
      marked: some.some(({ marked }) => marked),
    };
  });
}

/** A round number for the top of a scale that fits `most`. */
export function scaleOf(max: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(max, 10)));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= max) ?? max;
}

/** A step of a chart: a day or an hour. */
export interface Step {
  label: string;
  views: number;
  visits: number;
  /** Whether there is a note about it. */
  marked?: boolean;
}
