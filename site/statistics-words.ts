import { textsIn } from "../worker/texts/texts.ts";
import type { Figure, FormFigures, Statistics } from "../worker/visits/figures/figures.ts";
import { changeOf } from "../worker/visits/figures/statistics.ts";
import type { Language } from "../worker/web/organization.ts";

/** A main figure in words: what it is compared with stands below it, a line each. */
interface FigureInWords {
  name: string;
  value: string;
  lines: string[];
  /** The figure of a view that it is, if it is one. */
  of?: keyof Figure;
}

/** Whether a period is today alone: until the day is over, a whole day says nothing about it. */
const isToday = ({ period, today }: Statistics) => period.from === today && period.to === today;

/** The finding of a period in one sentence. */
export function findingOf(statistics: Statistics, language: Language): string {
  const { totals, smallestGroup, only } = statistics;
  const t = textsIn(language).staff.statistics.heading[only?.by === "source" ? "visits" : "views"];
  const figure = only?.by === "source" ? "visits" : "views";
  const [now, before] = [totals.now[figure], totals.before[figure]];
  if (now === 0) return t.few({ smallest: smallestGroup });
  if (isToday(statistics)) return t.soFar({ count: now });
  const change = changeOf(now, before);
  if (change === undefined) return t.none({ count: now });
  if (now === before) return t.same;
  if (change === 0) return t.near;
  return t[change < 0 ? "down" : "up"]({ percent: Math.abs(change) });
}

/** Views and visits, and of the whole site what became of forms. */
export function figuresInWords(statistics: Statistics, language: Language): FigureInWords[] {
  const { totals, smallestGroup, only } = statistics;
  const { visits, staff } = textsIn(language);
  const t = staff.statistics;
  const number = new Intl.NumberFormat(language);
  const counted = (count: number) =>
    count === 0 ? visits.figures.fewer({ smallest: smallestGroup }) : number.format(count);
  const changed = (now: number, figure: number, period: string) => {
    const change = changeOf(now, figure);
    if (change === undefined) return [];
    if (now === figure) return [t.change.same({ period, figure })];
    if (change === 0) return [t.change.near({ period, figure })];
    return [t.change[change < 0 ? "down" : "up"]({ percent: Math.abs(change), period, figure })];
  };
  const compared = (lines: string[]) => {
    if (isToday(statistics)) return [];
    return lines.length > 0 ? lines : [t.noBasis];
  };
  const ofViews = (only?.by === "source" ? (["visits"] as const) : (["views", "visits"] as const)).map(
    (of): FigureInWords => ({
      name: visits.figures[of],
      value: counted(totals.now[of]),
      lines: compared([
        ...changed(totals.now[of], totals.before[of], t.before),
        ...changed(totals.now[of], totals.yearBefore[of], t.year),
      ]),
      of,
    }),
  );
  if (only) return ofViews;
  const [now, before] = [sumOf(statistics.forms), sumOf(statistics.formsBefore)];
  const share = shareOf(before, language);
  return [
    ...ofViews,
    {
      name: t.sent,
      value: counted(now.accepted),
      lines: compared(changed(now.accepted, before.accepted, t.before)),
    },
    {
      name: t.sentBack,
      value: shareOf(now, language) ?? counted(0),
      lines: share === undefined ? compared([]) : [t.shareBefore({ share })],
    },
  ];
}

function sumOf(forms: readonly FormFigures[]): { accepted: number; refused: number } {
  return {
    accepted: forms.reduce((sum, { accepted }) => sum + accepted, 0),
    refused: forms.reduce((sum, { refused }) => sum + refused, 0),
  };
}

/** Which share of what was sent came back with a mistake; undefined where nothing was sent. */
function shareOf({ accepted, refused }: { accepted: number; refused: number }, language: Language) {
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  return accepted + refused === 0 ? undefined : percent.format(refused / (accepted + refused));
}
