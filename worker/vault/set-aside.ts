import { logFailure } from "../web/log.ts";
import { providedHereIfAny, provideHere } from "../web/provided.ts";
import { notOpened } from "./not-opened.ts";
import { SealBroken } from "./schema.ts";

/**
 * Opens rows, each by itself. One that does not open is set aside: logged, shown on the page, and missing from the
 * result, so that it hides no other.
 * @param nameOf its reference or id, which names nobody
 */
export async function openEach<Row, Opened>(
  rows: readonly Row[],
  open: (row: Row) => Promise<Opened>,
  nameOf: (row: Row) => string,
): Promise<Opened[]> {
  const opened = await Promise.all(
    rows.map(async (row) => {
      try {
        return [await open(row)];
      } catch (error) {
        noteUnlessOther(error, nameOf(row));
        return [];
      }
    }),
  );
  return opened.flat();
}

/** Opens one text of a row that is worth showing without it. A text that does not open is empty, and the row is noted. */
export async function textOrNone(name: string, open: () => Promise<string>): Promise<string> {
  try {
    return await open();
  } catch (error) {
    noteUnlessOther(error, name);
    return "";
  }
}

function noteUnlessOther(error: unknown, name: string): void {
  if (!(error instanceof SealBroken)) throw error;
  logFailure("vault: a row does not open and was set aside", { row: name }, error);
  provideHere(notOpened, [...new Set([...(providedHereIfAny(notOpened) ?? []), name])]);
}
