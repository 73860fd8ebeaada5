import { describe, expect, it } from "vitest";
import { endOf, firstDayKept, spansOver } from "../../../worker/lifetimes/ends.ts";
import { endOfPeriod, latestEnded } from "../../../worker/lifetimes/periods.ts";
import { purposes } from "../../../worker/lifetimes/purposes.ts";
import { dayMs } from "../../../worker/web/days.ts";
import { keeping } from "../../fixtures/versions.ts";

const dayIn = (at: Date) => at.toISOString().slice(0, 10);
const under = (sequence: number, date: string, period: `P${number}${"D" | "M" | "Y"}` | "purpose") =>
  keeping(sequence, date, { contact: period, statistics: period });

describe("a period, read backwards", () => {
  it.each(["P1D", "P30D", "P1M", "P13M", "P1Y", "P5Y"] as const)(
    "%s agrees with its end on every day",
    (period) => {
      for (let day = 0; day < 1500; day += 1) {
        const at = new Date(Date.UTC(2027, 0, 1, 10) + day * dayMs);
        const latest = latestEnded(period, at);
        expect(endOfPeriod(period, latest).getTime()).toBeLessThanOrEqual(at.getTime());
        expect(endOfPeriod(period, new Date(latest.getTime() + 1)).getTime()).toBeGreaterThan(at.getTime());
      }
    },
  );
});

describe("when something ends", () => {
  const ended = new Date("2026-12-10T10:00:00Z");
  const long = under(1, "2026-11-22", "P24M").commitments;
  const short = under(2, "2027-06-01", "P3M").commitments;

  it("is decided by the shorter of the version it was collected under and the version in force", () => {
    expect(endOf("contact", ended, long, short)).toEqual(new Date("2027-03-10T10:00:00Z"));
    expect(endOf("contact", ended, short, long)).toEqual(new Date("2027-03-10T10:00:00Z"));
  });

  it("is what the purpose says where a version names no period", () => {
    const purpose = under(1, "2026-11-22", "purpose").commitments;
    expect(endOf("contact", ended, purpose, purpose)).toEqual(endOfPeriod(purposes.contact.wait, ended));
    expect(endOf("account", ended, purpose, purpose)).toBeUndefined();
  });

  it("is the same for a page, which asks of one, as for a sweep, which asks of all", () => {
    const published = [
      under(1, "2026-11-22", "P24M"),
      under(2, "2027-06-01", "P3M"),
      under(3, "2028-01-01", "P5Y"),
    ];
    for (let day = 0; day < 1500; day += 7) {
      const received = new Date(Date.UTC(2026, 10, 22, 9) + day * dayMs);
      const collected = published.findLast(({ effectiveAt }) => new Date(effectiveAt) <= received);
      for (const instant of ["2027-05-01", "2027-07-01", "2029-03-31", "2031-02-28"]) {
        const at = new Date(`${instant}T10:00:00Z`);
        const inForce = published.findLast(({ effectiveAt }) => new Date(effectiveAt) <= at);
        const end = endOf("contact", received, collected?.commitments, inForce?.commitments);
        const isOver = spansOver("contact", published, at).some(
          ({ from, until, over }) =>
            received.toISOString() >= from &&
            received.toISOString() < until &&
            received.toISOString() <= over,
        );
        expect([received, at, isOver]).toEqual([received, at, end <= at]);
      }
    }
  });
});

describe("the first day that is kept", () => {
  const at = new Date("2026-12-15T10:00:00Z");
  it.each([
    [["P3M"], "2026-09-15"],
    [["purpose"], "2024-11-15"],
    [["P24M", "P1M"], "2026-11-15"],
    // Of the first version's days none is left; the second began on 1 February.
    [["P1M", "P24M"], "2026-02-01"],
  ] as const)("under %j is %s", (periods, first) => {
    const published = periods.map((period, index) => under(index + 1, `2026-0${index + 1}-01`, period));
    expect(firstDayKept("statistics", published, at, dayIn)).toBe(first);
  });
});
