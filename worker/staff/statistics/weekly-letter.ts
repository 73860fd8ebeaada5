import type { Letter } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import type { Figure, Statistics } from "../../visits/figures/figures.ts";
import { changeOf } from "../../visits/figures/statistics.ts";
import { addDays, dayOf, weekdayOf } from "../../web/days.ts";
import type { Language } from "../../web/organization.ts";

/**
 * The Monday that began the last full week, `YYYY-MM-DD`. A week is full an hour after it ends, once its last views are
 * counted.
 */
export function lastWeek(at: Date, timeZone: string): string {
  const today = dayOf(new Date(at.getTime() - hourMs), timeZone);
  return addDays(today, 1 - weekdayOf(today) - 7);
}

const hourMs = 60 * 60 * 1000;

/** The mail about a week, for staff who asked for it. */
export function weeklyLetter(statistics: Statistics, origin: string, language: Language): Letter {
  const { period, totals, tables, forms, smallestGroup } = statistics;
  const texts = sharedTextsIn(language).mail.statistics;
  const dashboard = `${origin}/staff/statistics/`;
  const figure = (count: number) => (count === 0 ? texts.fewer({ smallest: smallestGroup }) : String(count));
  const total = (of: keyof Figure) => {
    const shown = figure(totals.now[of]);
    const change = changeOf(totals.now[of], totals.before[of]);
    if (change === undefined) return texts[of]({ figure: shown });
    return texts[`${of}Changed`]({ figure: shown, change: `${change > 0 ? "+" : ""}${change}` });
  };
  const pages = tables.page.rows.slice(0, 5).map(({ value, views }) => `${value} ${views}`);
  return {
    language,
    heading: texts.heading({ from: period.from, to: period.to }),
    paragraphs: [
      total("views"),
      total("visits"),
      ...(pages.length > 0 ? [texts.pages({ pages: pages.join(", ") })] : []),
      ...forms.map(({ form, shown, refused, accepted }) =>
        texts.form({ form, shown: figure(shown), refused: figure(refused), accepted: figure(accepted) }),
      ),
      texts.all({ address: `${dashboard}?from=${period.from}&to=${period.to}` }),
    ],
    reason: texts.reason({ address: dashboard, smallest: smallestGroup }),
  };
}
