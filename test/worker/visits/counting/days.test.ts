import { describe, expect, it } from "vitest";
import { cellsOf } from "../../../../worker/visits/counting/cells.ts";
import { place, seen } from "../../../fixtures/visit.ts";

describe("a day of the organization", () => {
  const zoned = (instant: string, timeZone: string) =>
    cellsOf(seen(), new Date(instant), { ...place, timeZone }).find(({ indicator }) => indicator === "hour");

  it.each([
    ["Europe/Berlin", "2026-03-28T22:59:59Z", "2026-03-28", "23"],
    ["Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29", "00"],
    ["Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29", "03"],
    ["Europe/Berlin", "2026-03-29T21:59:59Z", "2026-03-29", "23"],
    ["Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-30", "00"],
    ["Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25", "02"],
    ["Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25", "02"],
    ["Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-25", "23"],
    ["Africa/Cairo", "2026-04-23T22:30:00Z", "2026-04-24", "01"],
    ["Asia/Shanghai", "2026-03-29T15:59:59Z", "2026-03-29", "23"],
  ])("in %s has %s on %s, hour %s, whatever the clocks do", (timeZone, instant, day, hour) => {
    expect(zoned(instant, timeZone)).toMatchObject({ day, value: `/en/policy/ ${hour}` });
  });
});
