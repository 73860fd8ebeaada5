/** Asks so many times, a few at once. */
export async function manyTimes(times: number, atOnce: number, ask: () => Promise<unknown>): Promise<void> {
  let left = times;
  const asker = async () => {
    while (left > 0) {
      left -= 1;
      await ask();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, asker));
}
