import { addDays, addMonths } from "../../web/days.ts";
import {
  type Compared,
  type DayFigure,
  type Figure,
  type FormFigures,
  type Released,
  type Row,
  type ShownTable,
  type Statistics,
  type TableName,
  tables,
} from "./figures.ts";
import { daysOf, type Period, periodBefore, shownFrom, yearBefore } from "./periods.ts";
import { filters, type Only, type Preset, type StatisticsQuery } from "./query.ts";

/** The longest period that is shown. */
const maxDays = 732;

/**
 * The period that a query asks for: a preset, else its dates, else 30 days. It ends today at the latest and begins no
 * earlier than the first month that is kept whole.
 * @param kept the first day kept; undefined when the purpose decides
 */
export function periodOf(
  query: StatisticsQuery,
  today: string,
  kept: string | undefined,
): { period: Period; preset: Preset | undefined } {
  const preset = query.period ?? (query.from || query.to ? undefined : "30-days");
  const asked = preset ? presetPeriod(preset, today) : datesOf(query, today);
  const first = shownFrom(kept);
  const to = later(earlier(asked.to, today), first);
  const from = earlier(later(later(asked.from, first), addDays(to, 1 - maxDays)), to);
  return { period: { from, to }, preset };
}

/** What a period is compared with; undefined where that begins before the first month kept whole. */
export function comparedWith(period: Period, kept: string | undefined): Compared {
  const whole = (one: Period) => (one.from < shownFrom(kept) ? undefined : one);
  return { before: whole(periodBefore(period)), yearBefore: whole(yearBefore(period)) };
}

/** What is shown of a period. Every figure is a released one, or computed from released ones only. */
export function statisticsOf(
  released: Released,
  asked: { period: Period; preset: Preset | undefined; only: Only | undefined; today: string },
  smallestGroup: number,
): Statistics {
  const rowsOf = (indicator: string) => (released.rows.get(indicator) ?? []).map(consistent);
  const total = rowsOf("total")[0] ?? none;
  const { views, visits } = asked.only ? valueIn(rowsOf(filters[asked.only.by]), asked.only.value) : total;
  const byDay = new Map(released.days.map((day) => [day.day, consistent(day)]));
  return {
    ...asked,
    periodBefore: periodBefore(asked.period),
    yearBefore: yearBefore(asked.period),
    smallestGroup,
    asOf: released.asOf,
    rules: released.rules,
    totals: {
      now: { views, visits },
      before: consistent(released.before),
      yearBefore: consistent(released.yearBefore),
    },
    days: daysOf(asked.period).map((day) => byDay.get(day) ?? { day, views: 0, visits: 0 }),
    daysBefore: released.daysBefore.map(consistent),
    hours: released.hours.map(consistent),
    hoursBefore: released.hoursBefore.map(consistent),
    errors: rowsOf("error"),
    tables: Object.fromEntries(
      tables.map((name) => {
        const unsaid = consistent(notInLogs(released)[name] ?? none);
        return [name, tableOf(rowsOf(name), wholeOf(name, total, rowsOf("page")), unsaid)];
      }),
    ) as Record<TableName, ShownTable>,
    forms: formsOf(rowsOf("form")),
    formsBefore: formsOf(released.formsBefore),
    notCounted: rowsOf("not-counted"),
    notes: released.notes,
  };
}

/**
 * By how many percent a figure differs from an earlier one; undefined without a basis: no full group before or now, or so
 * little before that a percentage says nothing but that.
 */
export function changeOf(now: number, before: number): number | undefined {
  return before === 0 || now === 0 || now > 10 * before
    ? undefined
    : Math.round(((now - before) / before) * 100);
}

/** Whether an indicator is counted for visits only: a view that came from this site says nothing of it. */
export function isOfVisits(name: TableName): boolean {
  return ["referrer", "campaign", "medium", "campaign-name"].includes(name);
}

/** The day with most views or visits, the earliest of several; undefined if no day has any. */
export function busiestOf(days: readonly DayFigure[], of: keyof Figure = "views"): DayFigure | undefined {
  const max = days.reduce((best, day) => Math.max(best, day[of]), 0);
  return max === 0 ? undefined : days.find((day) => day[of] === max);
}

function presetPeriod(preset: Preset, to: string): Period {
  if (preset === "12-months") return { from: addDays(addMonths(to, -12), 1), to };
  const days = { today: 1, "7-days": 7, "30-days": 30, "90-days": 90 }[preset];
  return { from: addDays(to, 1 - days), to };
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function datesOf({ from, to }: StatisticsQuery, today: string): Period {
  const [first, last] = [from ?? to ?? today, to ?? today];
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}

const none: Figure = { views: 0, visits: 0 };

/** What a server log does not say. */
const notInLogs = ({ fromLogs }: Released): Partial<Record<TableName, Figure>> => ({
  country: fromLogs.all,
  language: fromLogs.all,
  policy: fromLogs.policy,
});

function valueIn(rows: readonly Row[], wanted: string): Figure {
  return rows.find(({ value }) => value === wanted) ?? none;
}

/**
 * Views and visits are released in their own full groups, so a period could release more visits than views. Then it
 * shows as many visits as views.
 */
function consistent<Shown extends Figure>(figure: Shown): Shown {
  return { ...figure, visits: Math.min(figure.visits, figure.views) };
}

/** What the values of an indicator add up to, apart from what is in smaller groups. */
function wholeOf(name: TableName, total: Figure, pages: readonly Row[]): Figure {
  if (isOfVisits(name)) return { views: total.visits, visits: total.visits };
  if (name !== "policy") return total;
  const policyPages = pages.filter(({ value }) => /\/policy\/(?:\d{4}-\d{2}-\d{2}\/)?$/.test(value));
  return sumOf(policyPages);
}

function tableOf(rows: Row[], whole: Figure, unsaid: Figure): ShownTable {
  const sum = sumOf([...rows, unsaid]);
  const rest = {
    views: Math.max(0, whole.views - sum.views),
    visits: Math.max(0, whole.visits - sum.visits),
  };
  return { rows, rest: consistent(rest), unsaid };
}

function sumOf(figures: readonly Figure[]): Figure {
  return figures.reduce(
    (sum, { views, visits }) => ({ views: sum.views + views, visits: sum.visits + visits }),
    { views: 0, visits: 0 },
  );
}

function formsOf(rows: readonly Row[]): FormFigures[] {
  const forms = [...new Set(rows.map(({ value }) => value.split(" ")[0] ?? ""))].sort();
  const views = (value: string) => rows.find((row) => row.value === value)?.views ?? 0;
  return forms.map((form) => ({
    form,
    shown: views(`${form} shown`),
    refused: views(`${form} refused`),
    accepted: views(`${form} accepted`),
  }));
}
