/** After this many failed tries a mail has failed for good. */
export const maxAttempts = 8;

/**
 * When to try again after a failed try (counted from 1): in one minute, doubled each time. Undefined after the last.
 */
export function nextAttempt(attempt: number, failedAt: Date): Date | undefined {
  return attempt < maxAttempts ? new Date(failedAt.getTime() + 60_000 * 2 ** (attempt - 1)) : undefined;
}

/** What we may keep of an error, because mail services quote addresses in it. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
