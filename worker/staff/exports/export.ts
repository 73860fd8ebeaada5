/** A row of a list, by the names of its columns. */
export type ExportRow = Readonly<Record<string, string | number>>;

/** Some rows of a list, and the key after which the next ones come; none where these are the last. */
export interface ExportPage {
  rows: readonly ExportRow[];
  next?: string;
}

/** How a list of the desk leaves it: its columns, and its rows page by page, so that none is ever held whole. */
export interface ListExport {
  columns: readonly string[];
  /** The rows after a key, which is empty for the first. At most `rowsOnPage`. */
  page: (env: Env, after: string) => Promise<ExportPage>;
}

/** How many rows are read at once. */
export const rowsOnPage = 600;

/** Pages of one file. Each costs up to five statements, and an invocation has a thousand. */
export const maxPages = 180;

/** A page whose rows end where fewer came than were asked for. */
export function pageOf(rows: readonly ExportRow[], keyOfLast: string | undefined): ExportPage {
  return rows.length < rowsOnPage || keyOfLast === undefined ? { rows } : { rows, next: keyOfLast };
}
