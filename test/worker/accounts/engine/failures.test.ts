import { describe, expect, it } from "vitest";
import { freeTriesAt, pausedUntil } from "../../../../worker/accounts/engine/failures.ts";

const at = new Date("2026-12-01T10:00:00Z");

describe("wrong tries", () => {
  it("cost nothing at first, then a second, doubled each time, and never more than a quarter of an hour", () => {
    const seconds = (failures: number) => {
      const until = pausedUntil({ failures, lastFailedAt: at }, 5);
      return until && (until.getTime() - at.getTime()) / 1000;
    };
    expect([0, 4, 5, 6, 9, 14, 15, 1000].map(seconds)).toEqual([
      undefined,
      undefined,
      1,
      2,
      16,
      512,
      900,
      900,
    ]);
  });

  it("leave each network fewer free ones, but never none, at an account where strangers fail on and on", () => {
    const free = (failures: number) => freeTriesAt({ failures, lastFailedAt: at });
    expect([0, 49, 50, 100_000].map(free)).toEqual([5, 5, 1, 1]);
  });
});
