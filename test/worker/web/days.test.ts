import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  hourOf,
  startOfDay,
  weekdayOf,
} from "../../../worker/web/days.ts";

describe("the start of a day", () => {
  it.each([
    [
      "in the organization's zone, eight hours ahead",
      "2026-11-22",
      "Asia/Shanghai",
      "2026-11-21T16:00:00.000Z",
    ],
    ["when clocks go forward later that day", "2026-03-08", "America/New_York", "2026-03-08T05:00:00.000Z"],
    ["after clocks went forward", "2026-03-09", "America/New_York", "2026-03-09T04:00:00.000Z"],
    ["when clocks go back later that day", "2026-11-01", "America/New_York", "2026-11-01T04:00:00.000Z"],
    ["after clocks went back", "2026-11-02", "America/New_York", "2026-11-02T05:00:00.000Z"],
    ["east of Greenwich when clocks go forward", "2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
    ["where a quarter of an hour counts", "2026-07-01", "Asia/Kathmandu", "2026-06-30T18:15:00.000Z"],
    ["where clocks change by half an hour", "2026-10-04", "Australia/Lord_Howe", "2026-10-03T13:30:00.000Z"],
    ["where midnight is skipped, east", "2026-04-24", "Africa/Cairo", "2026-04-23T22:00:00.000Z"],
    ["where midnight is skipped, west", "2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"],
    ["where midnight comes twice", "2026-11-01", "America/Havana", "2026-11-01T04:00:00.000Z"],
    ["that the calendar left out", "2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
  ])("is right %s", (_, day, timeZone, start) => {
    expect(startOfDay(day, timeZone).toISOString()).toBe(start);
  });

  it.each([
    "Asia/Shanghai",
    "Europe/Berlin",
    "Europe/Lisbon",
    "America/New_York",
    "America/Havana",
    "America/Santiago",
    "America/Asuncion",
    "Africa/Cairo",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
  ])("is the first instant of every day of two years in %s", (timeZone) => {
    for (let at = Date.UTC(2025, 0, 1); at < Date.UTC(2027, 0, 1); at += 24 * 60 * 60 * 1000) {
      const day = new Date(at).toISOString().slice(0, 10);
      const start = startOfDay(day, timeZone);
      expect(dayOf(start, timeZone)).toBe(day);
      expect(dayOf(new Date(start.getTime() - 1), timeZone)).not.toBe(day);
    }
  });
});

describe("an instant", () => {
  it("falls on the day and in the hour that a clock on the wall there shows", () => {
    const at = new Date("2026-11-22T16:30:00Z");
    expect([dayOf(at, "Asia/Shanghai"), hourOf(at, "Asia/Shanghai")]).toEqual(["2026-11-23", 0]);
    expect([dayOf(at, "America/New_York"), hourOf(at, "America/New_York")]).toEqual(["2026-11-22", 11]);
  });
});

describe("a day of the calendar", () => {
  it("is as many days after another as were added, on each of four years and across them", () => {
    for (let count = 0; count < 4 * 366; count += 1) {
      const day = addDays("2023-12-31", count);
      expect(daysBetween("2023-12-31", day)).toBe(count);
      expect(addDays(day, -count)).toBe("2023-12-31");
      expect(weekdayOf(addDays(day, 7))).toBe(weekdayOf(day));
    }
  });

  it("has its day of the week, from Monday as 1 to Sunday as 7", () => {
    const week = [
      "2026-11-23",
      "2026-11-24",
      "2026-11-25",
      "2026-11-26",
      "2026-11-27",
      "2026-11-28",
      "2026-11-29",
    ];
    expect(week.map(weekdayOf)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("keeps its number in another month, or takes that month's last day", () => {
    expect(addMonths("2026-11-30", 3)).toBe("2027-02-28");
    expect(addMonths("2028-01-31", 1)).toBe("2028-02-29");
    expect(addMonths("2026-12-15", 1)).toBe("2027-01-15");
  });
});
