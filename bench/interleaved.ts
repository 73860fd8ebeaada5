import { overRounds, type Result } from "./result.ts";

/**
 * Measures several things in turn, round after round, so that whatever else the machine does meets all of them alike.
 * A first round only warms up.
 * @param turns how many times a round measures each: what is over soon needs several to be more than chance
 * @returns the figures of each, the sum of its turns a round
 */
export async function interleaved<Name extends string>(
  things: Readonly<Record<Name, () => Promise<number>>>,
  rounds: number,
  turns = 1,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(things) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round += 1) {
    const sums = new Map<Name, number>();
    for (let turn = 0; turn < turns; turn += 1)
      for (const name of names) sums.set(name, (sums.get(name) ?? 0) + (await things[name]()));
    if (round > 0) for (const [name, sum] of sums) figures[name].push(sum);
  }
  return figures;
}

/** How many times one cost is another, round by round. */
export function ratio(name: string, costs: readonly number[], base: readonly number[]): Result {
  const ratios = costs.map((cost, round) => cost / (base[round] ?? Number.NaN));
  return overRounds(name, ratios, "times");
}
