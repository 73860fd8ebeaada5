/** One figure of a bench. */
export interface Result {
  name: string;
  value: number;
  unit: string;
  /** Its upper limit, or its lower one. */
  max?: number;
  min?: number;
}

/** The median of some figures. */
export function medianOf(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
