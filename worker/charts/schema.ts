/** A step of a chart: a day or an hour. */
export interface Step {
  label: string;
  views: number;
  visits: number;
  /** Whether there is a note about it. */
  marked?: boolean;
}
