import { page } from "../../web/shown-page.ts";
import type { Cell, Indicator } from "../counting/counts.ts";
import type { Period } from "./periods.ts";
import type { ChartQuery, FilterName, Only, Preset } from "./query.ts";
import type { Ratings } from "./ratings.ts";

/** What staff noted about a day. */
export interface Note {
  id: string;
  day: string;
  note: string;
}

/** The preceding period and the one a year before, where they are shown. */
export interface Compared {
  before: Period | undefined;
  yearBefore: Period | undefined;
}

/** Figures as released: full groups only. */
export interface Figure {
  views: number;
  visits: number;
}

/** One value's figure. */
export interface Row extends Figure {
  value: string;
}

/** One day's figure. */
export interface DayFigure extends Figure {
  day: string;
}

/** The indicators that have their own table. */
export const tables = [
  "page",
  "referrer",
  "country",
  "language",
  "device",
  "browser",
  "system",
  "campaign",
  "medium",
  "campaign-name",
  "policy",
] as const satisfies readonly Indicator[];

export type TableName = (typeof tables)[number];

/** An indicator's values, most views first, and the rest in groups too small to show. */
export interface ShownTable {
  rows: Row[];
  rest: Figure;
  /** Views of imported logs, which do not say this. */
  unsaid: Figure;
}

/** What the database returns for a period. */
export interface Released {
  /** Released rows by indicator. */
  rows: Map<string, Row[]>;
  /** Of the whole site, or of the selected value. */
  before: Figure;
  yearBefore: Figure;
  /** What became of forms in the preceding period. */
  formsBefore: Row[];
  /** Of the whole site and of policy pages, what was read from server logs. */
  fromLogs: { all: Figure; policy: Figure };
  days: DayFigure[];
  daysBefore: DayFigure[];
  /** By hour of the day, `00` to `23`: of the selected page, else of the whole site where that was asked for. */
  hours: Row[];
  /** The same of the preceding period, where the period is a day. */
  hoursBefore: Row[];
  notes: Note[];
  /** When counts were last moved to D1. */
  asOf: Date | undefined;
  /** Versions of the counting rules in the period. */
  rules: string[];
}

/** How often a form was shown, refused and accepted. */
export interface FormFigures {
  form: string;
  shown: number;
  refused: number;
  accepted: number;
}

/** Everything that the dashboard, its exports and the weekly mail show. */
export interface Statistics {
  period: Period;
  periodBefore: Period;
  yearBefore: Period;
  preset: Preset | undefined;
  /** The selected value. */
  only: Only | undefined;
  today: string;
  smallestGroup: number;
  asOf: Date | undefined;
  rules: string[];
  /** Of the whole site, or of the selected value. */
  totals: { now: Figure; before: Figure; yearBefore: Figure };
  /** Of the whole site, or of the selected value. */
  days: DayFigure[];
  /** The days of the period before; empty where that is not shown. */
  daysBefore: DayFigure[];
  /** Of the selected page, else of the whole site; empty where the period is longer than `maxDaysByHour`. */
  hours: Row[];
  /** The same hours of the day before, where the period is a day. */
  hoursBefore: Row[];
  /** Pages answered with an error by hour of the day: `4xx 09` refused, `5xx 09` failed. Of the whole site. */
  errors: Row[];
  tables: Readonly<Record<TableName, ShownTable>>;
  forms: FormFigures[];
  formsBefore: FormFigures[];
  notCounted: Row[];
  notes: Note[];
}

/** What was typed on the dashboard and refused, by field, with the reason. */
export interface RefusedEntry {
  values: Readonly<Record<string, string>>;
  mistakes: readonly { field: string; message: string }[];
}

/** The dashboard of staff: the figures, and what concerns the person looking at them. */
export interface Dashboard {
  statistics: Statistics;
  chart: ChartQuery;
  /** Filters that were asked for and cannot be combined with the one that is shown. */
  unused: readonly FilterName[];
  /** What people think, of the last two years whatever the period is. */
  ratings: Ratings;
  /** Whether they get the weekly mail. */
  weekly: boolean;
  refused?: RefusedEntry;
}

/** An indicator as the public page explains it. */
export interface Rule {
  indicator: Indicator;
  cap: number;
  /** Every possible value, where there are few. */
  values?: readonly string[];
}

/** What the public statistics page shows. */
export interface PublicStatistics {
  statistics: Statistics;
  rules: readonly Rule[];
  rulesVersion: string;
  /** What this very request adds. */
  added: readonly Cell[];
  /** How long a count may wait before it appears, in minutes. */
  delayMinutes: number;
}

export const publicStatisticsPage = page<PublicStatistics>("/[lang]/statistics/");

export const dashboardPage = page<Dashboard>("/staff/statistics/");
