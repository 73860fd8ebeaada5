import { overRounds, type Result } from "./result.ts";

/** What is measured, by name. */
type Things<Name extends string, Figure> = Readonly<Record<Name, () => Promise<Figure>>>;

/** How a round goes. */
interface Turns {
  /** How many times it measures each: what is over soon needs several to be more than chance. */
  turns?: number;
  /** What each turn needs first. It is not measured. */
  before?: () => Promise<void>;
}

/**
 * Measures several things in turn, round after round, so that whatever else the machine does meets all of them alike.
 * A first round only warms up.
 * @returns the figures of each: by round, those of its turns
 */
export async function inTurn<Name extends string, Figure>(
  things: Things<Name, Figure>,
  rounds: number,
  { turns = 1, before = async () => undefined }: Turns = {},
): Promise<Record<Name, Figure[][]>> {
  const names = Object.keys(things) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Figure[][]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) figures[name].push([]);
    for (let turn = 0; turn < turns; turn += 1) {
      await before();
      for (const name of names) figures[name].at(-1)?.push(await things[name]());
    }
  }
  for (const name of names) figures[name].shift();
  return figures;
}

/** Measures numbers in turn. @returns those of each, the sum of its turns a round */
export async function interleaved<Name extends string>(
  things: Things<Name, number>,
  rounds: number,
  turns = 1,
): Promise<Record<Name, number[]>> {
  const figures = Object.entries<number[][]>(await inTurn(things, rounds, { turns }));
  return Object.fromEntries(figures.map(([name, found]) => [name, found.map(sumOf)])) as Record<
    Name,
    number[]
  >;
}

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** How many times one cost is another, round by round. */
export function ratio(name: string, costs: readonly number[], base: readonly number[]): Result {
  const ratios = costs.map((cost, round) => cost / (base[round] ?? Number.NaN));
  return overRounds(name, ratios, "times");
}
