import { overRounds, type Result } from "./result.ts";

/**
 * Measures several things in turn, round after round, so that whatever else the machine does meets all of them alike.
 * A first round only warms up.
 * @returns the figures of each, a figure a round
 */
export async function interleaved<Name extends string>(
  things: Readonly<Record<Name, () => Promise<number>>>,
  rounds: number,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(things) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const figure = await things[name]();
      if (round > 0) figures[name].push(figure);
    }
  }
  return figures;
}

/** How many times one cost is another, round by round. */
export function ratio(name: string, costs: readonly number[], base: readonly number[]): Result {
  const ratios = costs.map((cost, round) => cost / (base[round] ?? Number.NaN));
  return overRounds(name, ratios, "times");
}
