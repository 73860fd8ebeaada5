/** Version of the counting rules below; each day's counts carry the one they were made with. */
export const rulesVersion = 1;

/** What is counted of a view, each by itself, and how many different values a day may have. */
export const indicators = {
  page: { cap: 200 },
  hour: { cap: 200 * 24 },
  referrer: { cap: 100 },
  country: { cap: 250 },
  language: { cap: 50 },
  device: { cap: 5 },
  browser: { cap: 20 },
  system: { cap: 20 },
  campaign: { cap: 50 },
} as const;
export type Indicator = keyof typeof indicators;

/** Why a request for a page was not counted as a view. Each reason is a total of its own. */
export const reasons = ["opted-out", "prefetch", "robot", "no-navigation-headers", "error"] as const;
export type Reason = (typeof reasons)[number];

/** One number that goes up: an indicator's value, or a reason for not counting. */
export interface Count {
  indicator: Indicator | "not-counted";
  value: string;
  views: number;
  visits: number;
}

/** Counts of one day, as a row of D1 holds them. */
export interface Cell extends Count {
  /** The organization's day, `YYYY-MM-DD`. */
  day: string;
  rules: number;
}

/** What one request adds, as the Worker hands it to the counter. */
export interface Tally {
  /** Random, made for this call, so that a repeated call counts once; forgotten minutes later. */
  call: string;
  cells: Cell[];
}

/** Totals of a period by value, most views first. */
export interface Group {
  value: string;
  views: number;
  visits: number;
}

/** What the public statistics page shows. */
export interface StatisticsPage {
  /** First and last day of the period. */
  from: string;
  to: string;
  /** When counts were last moved to the database; undefined before the first time. */
  asOf: Date | undefined;
  smallestGroup: number;
  views: number;
  visits: number;
  /** For each indicator its groups, small ones folded, and whether anything was folded. */
  groups: Readonly<Record<Exclude<Indicator, "hour">, { shown: Group[]; folded: boolean }>>;
  notCounted: Group[];
}
