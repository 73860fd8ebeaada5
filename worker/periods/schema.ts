/** No figure is of a day before this one. */
export const firstShown = "2000-01-01";

/** Days of the organization, both included, `YYYY-MM-DD`. */
export interface Period {
  from: string;
  to: string;
}

/**
 * A stretch of one month from its first day on, to be added or taken away; a period is a few of these, because
 * figures are released in full groups that are counted from the start of each month (docs/statistics-disclosure.md).
 */
export interface Span extends Period {
  sign: 1 | -1;
  month: string;
  /** Whether it is the whole month, whose sums are kept. */
  whole: boolean;
}
