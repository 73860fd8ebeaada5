import { describe, expect, it } from "vitest";
import { endOfPeriod } from "../../../worker/lifetimes/periods.ts";

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
