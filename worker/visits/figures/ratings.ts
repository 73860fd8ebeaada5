import { addMonths } from "../../web/days.ts";

/** How often a rating was given in a month, about a topic; empty where none was chosen. */
export interface RatingCount {
  /** `YYYY-MM`, UTC. */
  month: string;
  topic: string;
  rating: number;
  count: number;
}

/** Ratings of as many months as it takes for a full group. */
export interface RatingGroup {
  from: string;
  to: string;
  count: number;
  /** From 1, very badly, to 5, very well. */
  average: number;
}

/** Ratings as they may be shown. */
export interface Ratings {
  /** The latest group first. */
  byTime: readonly RatingGroup[];
  byTopic: readonly (RatingGroup & { topic: string })[];
}

/** How many months are looked at, as long as feedback is kept. */
const maxMonths = 24;

/** The ratings of the last two years. Triggers count them, so nobody reads feedback for it. Read it with `ratingsIn`. */
export function selectRatings(db: D1Database, today: string): D1PreparedStatement {
  return db
    .prepare(
      "select month, topic, rating, count from rating_counts where month > ?1 and count > 0 order by month",
    )
    .bind(addMonths(today, -maxMonths).slice(0, 7));
}

/** The result of `selectRatings`, in full groups. */
export function ratingsIn(result: D1Result | undefined, smallest: number): Ratings {
  const counts = (result?.results ?? []) as unknown as RatingCount[];
  const byTopic = Map.groupBy(counts, ({ topic }) => topic);
  return {
    byTime: fullGroups(counts, smallest).toReversed(),
    byTopic: [...byTopic]
      .flatMap(([topic, own]) => {
        const whole = together(fullGroups(own, smallest));
        return whole ? [{ topic, ...whole }] : [];
      })
      .toSorted((one, other) => other.count - one.count),
  };
}

/**
 * Months put together, from the first on, until a group is full. What came since the last full one waits: a group that grew
 * by one would tell that one's rating.
 * @param counts by month
 */
export function fullGroups(counts: readonly RatingCount[], smallest: number): RatingGroup[] {
  const groups: RatingGroup[] = [];
  let open: RatingCount[] = [];
  const months = [...Map.groupBy(counts, ({ month }) => month).values()];
  for (const month of months) {
    open.push(...month);
    const group = groupOf(open);
    if (!group || group.count < smallest) continue;
    groups.push(group);
    open = [];
  }
  return groups;
}

function groupOf(counts: readonly RatingCount[]): RatingGroup | undefined {
  const [first] = counts;
  const last = counts.at(-1);
  const count = counts.reduce((sum, one) => sum + one.count, 0);
  if (!first || !last) return undefined;
  const stars = counts.reduce((sum, { rating, count: times }) => sum + rating * times, 0);
  return { from: first.month, to: last.month, count, average: stars / count };
}

function together(groups: readonly RatingGroup[]): RatingGroup | undefined {
  const [first] = groups;
  const last = groups.at(-1);
  if (!first || !last) return undefined;
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const stars = groups.reduce((sum, group) => sum + group.average * group.count, 0);
  return { from: first.from, to: last.to, count, average: stars / count };
}
