/** One figure of a bench. */
export interface Result {
  name: string;
  value: number;
  unit: string;
  /** The least and the most of the rounds, where there were several. */
  spread?: readonly [least: number, most: number];
}

/** The median of several rounds as a figure, with their spread. */
export function overRounds(name: string, figures: readonly number[], unit: string): Result {
  return { name, value: medianOf(figures), unit, spread: [Math.min(...figures), Math.max(...figures)] };
}

/** The median of some figures. */
export function medianOf(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
