/** After this many failed tries a mail is given up and shown as failed. */
export const mostAttempts = 8;

/** When to try again after the given failed try (from 1): one minute, doubled each time. Undefined after the last. */
export function nextAttempt(attempt: number, failedAt: Date): Date | undefined {
  return attempt < mostAttempts ? new Date(failedAt.getTime() + 60_000 * 2 ** (attempt - 1)) : undefined;
}

/** What may be kept of an error: mail services quote addresses in it. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
