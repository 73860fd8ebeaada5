/** Version of the counting rules. Each day's counts carry the version that made them. */
export const rulesVersion = "1";

/** The same rules as far as a server log can follow them: without signals, navigation headers and language. */
export const logRulesVersion = `${rulesVersion}-log`;

/** What is counted of a view, each by itself, and how many distinct values a day may have. */
export const indicators = {
  total: { cap: 1 },
  page: { cap: 200 },
  hour: { cap: 200 * 24 },
  referrer: { cap: 100 },
  country: { cap: 250 },
  language: { cap: 50 },
  device: { cap: 5 },
  browser: { cap: 20 },
  system: { cap: 20 },
  /** The source that a link of a campaign names: `utm_source`. */
  campaign: { cap: 50 },
  /** The way it came: `utm_medium`, from a list. */
  medium: { cap: 20 },
  /** The campaign itself: `utm_campaign`. */
  "campaign-name": { cap: 50 },
  policy: { cap: 50 },
  form: { cap: 60 },
  /** Errors by the hour of the day: they are no views, so nothing else is counted of them but their reason. */
  error: { cap: 48 },
} as const;

export type Indicator = keyof typeof indicators;

/** Why a request for a page is not counted as a view, in the order they are checked. */
export const reasons = ["staff", "opted-out", "prefetch", "robot", "no-navigation-headers", "error"] as const;

export type Reason = (typeof reasons)[number];

/** What can become of a form. */
export const outcomes = ["shown", "refused", "accepted"] as const;

export interface Outcome {
  /** The form's id. */
  form: string;
  outcome: (typeof outcomes)[number];
}

/** One number to add to: an indicator's value, or a reason for not counting. */
export interface Count {
  indicator: Indicator | "not-counted";
  value: string;
  views: number;
  visits: number;
}

/** Counts of one day, as a row of D1. */
export interface Cell extends Count {
  /** The organization's day, `YYYY-MM-DD`. */
  day: string;
  /** Version of the rules that made them. */
  rules: string;
}

/** What a few requests add, as the Worker hands it to the counter. */
export interface Tally {
  /** A random id for this call, so that a repeat counts once. Forgotten minutes later. */
  call: string;
  /** How many requests. */
  requests: number;
  cells: Cell[];
}

/** Everything the counter reads of a request for a page. */
export interface Seen {
  method: string;
  url: URL;
  headers: Headers;
  /** Two-letter country from the network, if known. */
  country: string | undefined;
  /** Status of the answer. */
  status: number;
  /** The opt-out signals that the policy in force honours. */
  signals: readonly ("gpc" | "dnt")[];
  /** What became of the form that the request is about. */
  outcome?: Outcome | undefined;
}

/** Where and when something is counted. */
export interface Place {
  /** Languages and versions, which decide the pages there are. */
  languages: readonly string[];
  versions: readonly string[];
  /** Date of the version in force. */
  inForce: string;
  timeZone: string;
}
