/** How long after a failed move to D1 it is tried again. */
export const retryMs = 15_000;

/** This many requests are worth a move to D1 before the longest delay is over. */
const busy = 250;

/** Moves to D1 are at least this far apart, however busy the site is. */
const mostOftenMs = 60_000;

/** An alarm that is so late will not ring. */
const overdueMs = 2000;

/**
 * When what waits is to be moved to D1: few views may wait for the longest delay, many are moved sooner, but no more
 * often than once a minute.
 * @param waiting how many requests wait, and since when
 * @param closedAt when the last batch was closed
 */
export function dueAt(
  waiting: { requests: number; since: number },
  closedAt: number,
  longestMs: number,
): number {
  const soonest = Math.max(Date.now(), closedAt + Math.min(mostOftenMs, longestMs));
  return Math.min(waiting.since + longestMs, waiting.requests >= busy ? soonest : Number.POSITIVE_INFINITY);
}

/**
 * Whether an alarm rings in time: not one that should have rung by now, which a runtime that was killed can forget,
 * nor one that is further away than counts may wait, as after a clock was put back.
 */
export function willRing(alarm: number, longestMs: number): boolean {
  const wait = alarm - Date.now();
  return wait >= -overdueMs && wait <= Math.max(longestMs, retryMs);
}

/** The time to name beside figures: no finer than counts wait, so that it tells nobody when a view came. */
export function countedUpTo(at: Date, longestMs: number): Date {
  const step = Math.max(longestMs, 1);
  return new Date(Math.floor(at.getTime() / step) * step);
}
