/** How long to wait after a failed move to D1. */
export const retryMs = 15_000;

/** This many waiting requests justify a move before the longest delay is over. */
const busy = 250;

/** Moves to D1 are at least this far apart, however busy the site is. */
const minIntervalMs = 60_000;

/** An alarm this late will not ring. */
const overdueMs = 2000;

/**
 * When to move what waits to D1. Few views may wait for the longest delay; many are moved sooner, but at most once a
 * minute.
 * @param waiting how many requests wait, and since when
 * @param closedAt when the last batch was closed
 */
export function dueAt(
  waiting: { requests: number; since: number },
  closedAt: number,
  longestMs: number,
): number {
  const soonest = Math.max(Date.now(), closedAt + Math.min(minIntervalMs, longestMs));
  return Math.min(waiting.since + longestMs, waiting.requests >= busy ? soonest : Number.POSITIVE_INFINITY);
}

/**
 * Whether an alarm will ring in time. Not if it is overdue, because a killed runtime can forget it; not if it is
 * further away than counts may wait, as after the clock was set back.
 */
export function willRing(alarm: number, longestMs: number): boolean {
  const wait = alarm - Date.now();
  return wait >= -overdueMs && wait <= Math.max(longestMs, retryMs);
}

/** The time to show beside figures, rounded to how long counts wait, so that it does not reveal when a view came. */
export function countedUpTo(at: Date, longestMs: number): Date {
  const step = Math.max(longestMs, 1);
  return new Date(Math.floor(at.getTime() / step) * step);
}
