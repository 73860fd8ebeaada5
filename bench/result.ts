/** One figure of a bench. */
export interface Result {
  name: string;
  value: number;
  unit: string;
  /** The most that it may be, or the least where it says so. */
  most?: number;
  least?: number;
}

/** The middle of some figures. */
export function medianOf(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
