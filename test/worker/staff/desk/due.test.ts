import { describe, expect, it } from "vitest";
import { cutoffsAt, dueDay, dueDayOf } from "../../../../worker/staff/desk/due.ts";

const zone = "Asia/Shanghai";

const terms = { answerDays: 2, timeZone: zone, requestLaws: ["PIPL" as const] };

describe("when something has to be answered", () => {
  it.each([
    ["a Monday", "2026-11-23T01:00:00Z", "2026-11-25"],
    ["a Thursday, over the weekend", "2026-11-26T01:00:00Z", "2026-11-30"],
    ["a Saturday", "2026-11-28T01:00:00Z", "2026-12-01"],
    ["late on a Sunday in London, Monday here", "2026-11-22T20:00:00Z", "2026-11-25"],
  ])("counts working days from %s", (_, receivedAt, due) => {
    expect(dueDay(new Date(receivedAt), 2, zone)).toBe(due);
  });

  it("calls overdue what is past its day, and nothing that is due today", () => {
    for (let hour = 0; hour < 24 * 15; hour += 1) {
      const at = new Date(Date.UTC(2026, 11, 10, 3));
      const receivedAt = new Date(at.getTime() - hour * 3_600_000);
      const isOverdue = receivedAt < cutoffsAt(at, terms).overdueBefore;
      expect([hour, isOverdue]).toEqual([hour, dueDay(receivedAt, 2, zone) < "2026-12-10"]);
    }
  });
});

describe("when a data request has to be answered", () => {
  it("counts a month from its confirmation, and calls overdue what is past that day", () => {
    const at = new Date(Date.UTC(2026, 11, 10, 3));
    for (let hour = 0; hour < 24 * 40; hour += 1) {
      const confirmedAt = new Date(at.getTime() - hour * 3_600_000);
      const item = { form: "data-request" as const, askedAt: confirmedAt };
      const isOverdue = confirmedAt < cutoffsAt(at, terms).requestsOverdueBefore;
      expect([hour, isOverdue]).toEqual([hour, (dueDayOf(item, terms) ?? "") < "2026-12-10"]);
    }
    const confirmedAt = new Date("2026-12-01T01:00:00Z");
    const item = { form: "data-request" as const, askedAt: confirmedAt };
    expect(dueDayOf(item, terms)).toBe("2026-12-31");
  });
});
