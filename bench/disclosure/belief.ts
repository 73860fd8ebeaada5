/** What somebody believes who knows how figures are cut: how likely each number of views is that waits for its group. */
export interface Belief {
  waiting: readonly number[];
  /** The logarithm of how likely all that was seen is. */
  likelihood: number;
}

/** At the start of a month nothing waits. */
export function atStart(group: number): Belief {
  return { waiting: Array.from({ length: group }, (_, place) => Number(place === 0)), likelihood: 0 };
}

/**
 * What is believed after something was seen.
 * @param expected how many views of others are expected meanwhile
 * @param known views that are known to have come: one's own, and the visitor's where it is supposed that they came
 * @param groups how many groups were seen to fill
 */
export function after(
  { waiting, likelihood }: Belief,
  expected: number,
  known: number,
  groups: number,
): Belief {
  const group = waiting.length;
  const next = waiting.map((_, now) =>
    waiting.reduce((sum, part, before) => {
      const others = groups * group + now - before - known;
      return sum + part * probability(others, expected);
    }, 0),
  );
  const all = next.reduce((sum, part) => sum + part, 0);
  // Seen although it cannot be: this supposition is dead, and the other decides.
  if (all === 0) return { waiting: atStart(group).waiting, likelihood: Number.NEGATIVE_INFINITY };
  return { waiting: next.map((part) => part / all), likelihood: likelihood + Math.log(all) };
}

/** The number that most likely waits. */
export function likeliest({ waiting }: Belief): number {
  return waiting.indexOf(Math.max(...waiting));
}

/** How likely a number of views is, where so many are expected. */
function probability(count: number, expected: number): number {
  if (count < 0) return 0;
  if (expected === 0) return Number(count === 0);
  let logarithm = count * Math.log(expected) - expected;
  for (let factor = 2; factor <= count; factor += 1) logarithm -= Math.log(factor);
  return Math.exp(logarithm);
}
