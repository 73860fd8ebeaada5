/** Figures of this month, up to yesterday. */
export interface HomeFigures {
  /** Records erased when their time was up. Absent before erasing has run once. */
  erased?: {
    /** The sum of the full groups of each kind, which are what is published elsewhere. */
    records: number;
    /** Whether erasing ran on every day of the month. */
    isOnTime: boolean;
  };
  /** Page views in full groups. */
  views: number;
  smallestGroup: number;
}

/** The facts that the home page has a sentence for. The Worker keeps those that it has a figure for. */
export type HomeFact = "erased" | "erased-late" | "views";

/**
 * Each fact that is true with its figure in words.
 * @param few what stands for less than a group
 * @param number writes a number as the page's language does
 */
export function factsOf(
  { erased, views }: HomeFigures,
  few: string,
  number: (count: number) => string,
): Partial<Record<HomeFact, string>> {
  const shown = (count: number) => (count === 0 ? few : number(count));
  return {
    ...(erased ? { [erased.isOnTime ? "erased" : "erased-late"]: shown(erased.records) } : {}),
    views: shown(views),
  };
}
