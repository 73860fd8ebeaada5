import { describe, expect, it } from "vitest";
import { tableCsv } from "../../../../worker/accounts/own/tables.ts";

describe("a table of somebody's export", () => {
  it("goes to a spreadsheet as text, whatever they had typed", () => {
    const rows = [
      {
        reference: "M-1",
        message: '=HYPERLINK("https://evil.example")',
        sentAt: new Date("2026-11-22T04:00:00Z"),
      },
      { reference: "M-2", message: "two\nlines, and a comma", phone: "+86 991 555 0123" },
    ];
    expect(tableCsv(rows)).toBe(
      "reference,message,sentAt,phone\r\n" +
        `M-1,"'=HYPERLINK(""https://evil.example"")",2026-11-22T04:00:00.000Z,\r\n` +
        `M-2,"two\nlines, and a comma",,'+86 991 555 0123\r\n`,
    );
  });

  it("is empty but for its end where nothing is held", () => {
    expect(tableCsv([])).toBe("\r\n");
  });
});
