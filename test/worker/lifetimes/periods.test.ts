import { describe, expect, it } from "vitest";
import { endOfPeriod, keptFrom } from "../../../worker/lifetimes/periods.ts";
import { addDays } from "../../../worker/web/days.ts";

describe("a period for which something is kept", () => {
  it.each([
    ["P30D", "2026-11-22T10:00:00Z", "2026-12-22T10:00:00.000Z"],
    ["P24M", "2026-11-22T10:00:00Z", "2028-11-22T10:00:00.000Z"],
    ["P1M", "2027-01-31T10:00:00Z", "2027-02-28T10:00:00.000Z"],
    ["P1Y", "2028-02-29T10:00:00Z", "2029-02-28T10:00:00.000Z"],
    ["P1D", "2026-12-31T23:00:00Z", "2027-01-01T23:00:00.000Z"],
  ] as const)("of %s from %s ends at %s", (period, from, end) => {
    expect(endOfPeriod(period, new Date(from))?.toISOString()).toBe(end);
  });

  it("as long as the purpose needs has no end of its own", () => {
    expect(endOfPeriod("purpose", new Date())).toBeUndefined();
  });
});

describe("the first day that is still kept", () => {
  const days = Array.from({ length: 3 * 366 }, (_, at) => addDays("2027-01-01", at));

  it.each(["P30D", "P1M", "P12M", "P25M", "P3Y"] as const)(
    "is for %s, on each day of three years, the first whose own period has not ended",
    (period) => {
      const isOver = (day: string, today: string) =>
        endOfPeriod(period, new Date(day)).toISOString().slice(0, 10) < today;
      const wrong = days.filter((today) => {
        const first = keptFrom(period, today) ?? "";
        return isOver(first, today) || !isOver(addDays(first, -1), today);
      });
      expect(wrong).toEqual([]);
    },
  );

  it("is none where nothing ends by itself", () => {
    expect([keptFrom("purpose", "2027-01-01"), keptFrom(undefined, "2027-01-01")]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
