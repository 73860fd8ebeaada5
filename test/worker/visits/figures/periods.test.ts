import { describe, expect, it } from "vitest";
import { keptFrom } from "../../../../worker/lifetimes/periods.ts";
import {
  daysIn,
  periodBefore,
  shownFrom,
  spansOf,
  yearBefore,
} from "../../../../worker/visits/figures/periods.ts";
import { comparedWith, periodOf } from "../../../../worker/visits/figures/statistics.ts";
import { addMonths } from "../../../../worker/web/days.ts";

describe("a period", () => {
  it.each([
    [{ period: "today" as const }, "2026-12-15", "2026-12-15"],
    [{ period: "7-days" as const }, "2026-12-09", "2026-12-15"],
    [{}, "2026-11-16", "2026-12-15"],
    [{ period: "12-months" as const }, "2025-12-16", "2026-12-15"],
    [{ from: "2026-12-01" }, "2026-12-01", "2026-12-15"],
    [{ to: "2026-12-01" }, "2026-12-01", "2026-12-01"],
    [{ from: "2026-12-05", to: "2026-12-01" }, "2026-12-01", "2026-12-05"],
    [{ from: "2026-12-01", to: "2031-01-01" }, "2026-12-01", "2026-12-15"],
    [{ from: "1900-01-01" }, "2024-12-14", "2026-12-15"],
    [{ to: "0000-01-01" }, "2000-01-01", "2000-01-01"],
    [{ from: "9999-12-31", to: "9999-12-31" }, "2026-12-15", "2026-12-15"],
  ])("that is asked for as %j is from %s to %s", (query, from, to) => {
    expect(periodOf(query, "2026-12-15", undefined).period).toEqual({ from, to });
  });

  it("begins no earlier than the first month that is kept whole", () => {
    expect(periodOf({ period: "12-months" }, "2026-12-15", "2026-09-15").period.from).toBe("2026-10-01");
    expect(shownFrom("2026-09-01")).toBe("2026-09-01");
    const before = { from: "2026-09-20", to: "2026-09-25" };
    const first = { from: "2026-10-01", to: "2026-10-01" };
    expect(periodOf(before, "2026-12-15", "2026-09-15").period).toEqual(first);
  });

  it("is compared with nothing that begins before that month", () => {
    const october = { from: "2026-10-01", to: "2026-10-31" };
    expect(comparedWith(october, "2026-09-15")).toEqual({ before: undefined, yearBefore: undefined });
    expect(comparedWith(october, "2025-10-01")).toEqual({
      before: { from: "2026-08-31", to: "2026-09-30" },
      yearBefore: { from: "2025-10-01", to: "2025-10-31" },
    });
  });

  it("is compared with as many days before, and with the same days a year before", () => {
    const period = { from: "2026-03-01", to: "2026-03-31" };
    expect(periodBefore(period)).toEqual({ from: "2026-01-29", to: "2026-02-28" });
    expect(daysIn(periodBefore(period))).toBe(31);
    expect(yearBefore({ from: "2028-02-29", to: "2028-03-01" })).toEqual({
      from: "2027-02-28",
      to: "2027-03-01",
    });
  });

  it("is whole months, and the rest of months from their first day on", () => {
    const spans = spansOf({ from: "2026-10-20", to: "2026-12-05" });
    expect(spans.map(({ sign, from, to, whole }) => [sign, from, to, whole])).toEqual([
      [1, "2026-10-01", "2026-10-31", true],
      [-1, "2026-10-01", "2026-10-19", false],
      [1, "2026-11-01", "2026-11-30", true],
      [1, "2026-12-01", "2026-12-05", false],
    ]);
  });
});

describe("the period for which counts are kept", () => {
  it.each([
    ["P90D" as const, "2026-09-16"],
    ["P3M" as const, "2026-09-15"],
    ["P2Y" as const, "2024-12-15"],
    ["purpose" as const, undefined],
  ])("of %s begins, on 15 December 2026, on %s", (period, first) => {
    expect(keptFrom(period, "2026-12-15")).toBe(first);
  });

  it("ends on a month's last day where the month is shorter", () => {
    expect(addMonths("2026-03-31", -1)).toBe("2026-02-28");
    expect(addMonths("2026-03-31", -13)).toBe("2025-02-28");
  });
});
