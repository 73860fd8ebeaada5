import { describe, expect, it } from "vitest";
import { shiftTo } from "../../local/clock.ts";
import { isDue } from "../../local/cron.ts";

describe("npm start -- --at", () => {
  const now = new Date("2026-12-01T00:00:00Z");
  const shown = (at: string) => new Date(now.getTime() + shiftTo(at, "Asia/Shanghai", now)).toISOString();

  it("takes a day for its midnight in the organization's time zone", () => {
    expect(shown("2027-03-02")).toBe("2027-03-01T16:00:00.000Z");
  });

  it("takes a time of day", () => {
    expect(shown("2027-03-02T12:00")).toBe("2027-03-02T04:00:00.000Z");
  });

  it.each(["tomorrow", "2027-02-30", "2027-3-2", "2027-03-02T24:01", "", "2027-03-02T12:00:00Z"])(
    "refuses %j, and says how to write a date",
    (at) => expect(() => shown(at)).toThrow("is not a date: write 2027-03-02 or 2027-03-02T12:00."),
  );
});

describe("a cron expression", () => {
  // A Tuesday, which Cloudflare numbers 3.
  const at = new Date("2026-12-01T10:30:00Z");

  it.each([
    "* * * * *",
    "30 10 1 12 3",
    "*/15 * * * *",
    "0,30 8-12 * * *",
    "0-59/10 * * * *",
    "5/25 * * * 2-6",
  ])("%s is due", (cron) => expect(isDue(cron, at)).toBe(true));

  it.each(["31 * * * *", "30 11 * * *", "*/7 * * * *", "30 10 2 * *", "30 10 * 11 *", "* * * * 1"])(
    "%s is not due",
    (cron) => expect(isDue(cron, at)).toBe(false),
  );

  it("may name months and days", () => {
    expect(isDue("30 10 * DEC TUE", at)).toBe(true);
    expect(isDue("* * * * MON", at)).toBe(false);
  });

  it.each(["* * * *", "* * * * * *", "x * * * *", "61 * * * *"])("%s is refused, which is none", (cron) =>
    expect(() => isDue(cron, at)).toThrow("CronPattern"),
  );
});
