/** What continues while answers are on their way. */
export const afterwards: Promise<unknown>[] = [];

/** Waits for all of it. */
export async function settled(): Promise<void> {
  while (afterwards.length > 0) await Promise.all(afterwards.splice(0));
}
