import { z } from "zod";
import { page } from "../../web/shown-page.ts";
import type { Cell, Indicator } from "../counting/counts.ts";
import type { Period } from "./periods.ts";

/** Periods that can be chosen by name. */
export const presets = ["today", "7-days", "30-days", "90-days", "12-months"] as const;

export type Preset = (typeof presets)[number];

/** A day, or an empty field. */
const dayOrNone = z
  .literal("")
  .transform(() => undefined)
  .or(z.iso.date())
  .optional();

/** The query of the dashboard's address. A period or page that is not understood is ignored; a wrong day is refused. */
export const StatisticsQuery = z.object({
  period: z.enum(presets).optional().catch(undefined),
  from: dayOrNone,
  to: dayOrNone,
  /** A page to look at by itself. */
  page: z.string().min(1).max(100).optional().catch(undefined),
});

export type StatisticsQuery = z.infer<typeof StatisticsQuery>;

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
  /** Of the whole site, or of the selected page. */
  before: Figure;
  yearBefore: Figure;
  /** Of the whole site and of policy pages, what was read from server logs. */
  fromLogs: { all: Figure; policy: Figure };
  days: DayFigure[];
  /** Views per hour, where a page is selected. */
  hours: Row[];
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
  /** The selected page. */
  page: string | undefined;
  today: string;
  smallestGroup: number;
  asOf: Date | undefined;
  rules: string[];
  /** Of the whole site, or of the selected page. */
  totals: { now: Figure; before: Figure; yearBefore: Figure };
  /** Of the whole site, or of the selected page. */
  days: DayFigure[];
  hours: Row[];
  tables: Readonly<Record<TableName, ShownTable>>;
  forms: FormFigures[];
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
