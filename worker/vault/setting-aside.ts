import { SealBroken } from "./schema.ts";

/**
 * Opens the rows of a result one by one, so that a row which does not open is left out and hides no other.
 * @param open opens a result with one row
 */
export async function setAside<Opened>(
  result: D1Result | undefined,
  open: (one: D1Result) => Promise<Opened[]>,
): Promise<Opened[]> {
  const rows = result?.results ?? [];
  const opened = await Promise.all(
    rows.map(async (row) => {
      try {
        return await open({ ...(result as D1Result), results: [row] });
      } catch (error) {
        if (error instanceof SealBroken) return [];
        throw error;
      }
    }),
  );
  return opened.flat();
}
