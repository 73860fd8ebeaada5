import { asCsv } from "../../web/csv.ts";
import { Fault } from "../../web/fault.ts";
import { type ExportPage, type ListExport, maxPages } from "./export.ts";

/** The formats that a list is exported in. */
export const formats = ["csv", "json"] as const;

export type Format = (typeof formats)[number];

/** The media type of each. */
export const mediaTypes = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
} as const;

/** How each begins, says a page of rows, and ends. */
const writers = {
  csv: (columns: readonly string[]) => ({
    // The mark tells spreadsheets that this is UTF-8.
    begin: `\uFEFF${asCsv([columns])}`,
    page: ({ rows }: ExportPage) => asCsv(rows.map((row) => columns.map((name) => row[name] ?? ""))),
    end: "",
  }),
  json: () => ({
    begin: "[",
    page: ({ rows }: ExportPage, isFirst: boolean) =>
      rows.map((row, at) => `${isFirst && at === 0 ? "\n" : ",\n"}${JSON.stringify(row)}`).join(""),
    end: "\n]\n",
  }),
} as const satisfies Record<Format, unknown>;

/**
 * A list as a file, read page by page while it is downloaded, so that memory is the same however long it is. A failure, or
 * a list that is too long for one file, breaks the download off: half a file never looks whole.
 */
export function streamOf(
  env: Env,
  { columns, page }: ListExport,
  format: Format,
): ReadableStream<Uint8Array> {
  const writer = writers[format](columns);
  const encoder = new TextEncoder();
  const at = { pages: 0, after: "" };
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(writer.begin));
    },
    async pull(controller) {
      if (at.pages === maxPages) throw new Fault("exports: the list is too long for one file");
      const read = await page(env, at.after);
      controller.enqueue(encoder.encode(writer.page(read, at.pages === 0)));
      at.pages += 1;
      if (read.next !== undefined) {
        at.after = read.next;
        return;
      }
      controller.enqueue(encoder.encode(writer.end));
      controller.close();
    },
  });
}
