import type { Letter } from "../mail/schema.ts";
import { addDays } from "../periods/core.ts";
import { changeOf } from "../statistics/core.ts";
import type { Statistics } from "../statistics/schema.ts";

/** The Monday that began the last full week before a day, `YYYY-MM-DD`. */
export function lastWeek(today: string): string {
  const sinceMonday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(today, -sinceMonday - 7);
}

/** The mail about a week, for staff who asked for it. */
export function weeklyLetter(statistics: Statistics, origin: string): Letter {
  const { period, totals, tables, forms } = statistics;
  const compared = (name: string, now: number, before: number) => {
    const change = changeOf(now, before);
    return `${name}: ${now}${change === undefined ? "" : ` (${change > 0 ? "+" : ""}${change} % on the week before)`}`;
  };
  const pages = tables.page.rows.slice(0, 5).map(({ value, views }) => `${value} ${views}`);
  return {
    language: "en",
    heading: `Visits from ${period.from} to ${period.to}`,
    paragraphs: [
      compared("Views", totals.now.views, totals.before.views),
      compared("Visits", totals.now.visits, totals.before.visits),
      ...(pages.length > 0 ? [`Most viewed: ${pages.join(", ")}`] : []),
      ...forms.map(
        ({ form, shown, refused, accepted }) =>
          `Form “${form}”: shown ${shown}, refused ${refused}, accepted ${accepted}`,
      ),
      `All figures: ${origin}/staff/statistics/?from=${period.from}&to=${period.to}`,
    ],
    reason: `You get this because you asked for it at ${origin}/staff/statistics/, where you can also stop it. Figures are in full groups of ${statistics.smallestGroup}.`,
  };
}
