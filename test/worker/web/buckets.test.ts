import { describe, expect, it } from "vitest";
import { Buckets, type Share } from "../../../worker/web/buckets.ts";

const minute = 60_000;
const ofThree: Share = { key: "a", cost: 1, max: 3, refillMs: 3 * minute };

describe("a share", () => {
  it("is there at once, then comes back evenly, so that nobody waits for all of it", () => {
    const buckets = new Buckets();
    for (let time = 0; time < 3; time += 1) expect(buckets.take([ofThree], 0)).toBeUndefined();
    expect(buckets.take([ofThree], 0)).toEqual({ share: 0, waitMs: minute });
    expect(buckets.take([ofThree], minute / 2)).toEqual({ share: 0, waitMs: minute / 2 });
    expect(buckets.take([ofThree], minute)).toBeUndefined();
    expect(buckets.take([ofThree], minute)).toEqual({ share: 0, waitMs: minute });
    for (let time = 0; time < 3; time += 1) expect(buckets.take([ofThree], 9 * minute)).toBeUndefined();
    expect(buckets.take([ofThree], 9 * minute)).toBeDefined();
  });

  it("is taken together with others or not at all, and the slowest is named", () => {
    const buckets = new Buckets();
    const slow: Share = { key: "slow", cost: 1, max: 1, refillMs: 60 * minute };
    expect(buckets.take([ofThree, slow], 0)).toBeUndefined();
    for (let time = 0; time < 5; time += 1)
      expect(buckets.take([ofThree, slow], 0)).toEqual({ share: 1, waitMs: 60 * minute });
    expect(buckets.take([ofThree], 0)).toBeUndefined();
  });

  it("is whole again once what was taken is given back, and never more", () => {
    const buckets = new Buckets();
    for (let time = 0; time < 3; time += 1) buckets.take([ofThree], 0);
    buckets.give(ofThree, 0);
    expect(buckets.take([ofThree], 0)).toBeUndefined();
    expect(buckets.take([ofThree], 0)).toBeDefined();
    for (let time = 0; time < 5; time += 1) buckets.give(ofThree, 0);
    expect(buckets.take([{ ...ofThree, cost: 3 }], 0)).toBeUndefined();
    expect(buckets.take([ofThree], 0)).toBeDefined();
  });

  it("is each one's own", () => {
    const buckets = new Buckets();
    for (const key of ["a", "b", "c"])
      expect(buckets.take([{ ...ofThree, key, cost: 3 }], 0)).toBeUndefined();
  });

  it("is not there twice for a clock that goes back", () => {
    const buckets = new Buckets();
    expect(buckets.take([{ ...ofThree, cost: 3 }], minute)).toBeUndefined();
    expect(buckets.take([ofThree], 0)?.waitMs).toBe(minute);
  });

  it("is forgotten once it is whole again, and the oldest if there are too many", () => {
    const buckets = new Buckets();
    for (const key of ["a", "b", "c"]) buckets.take([{ ...ofThree, key }], 0);
    buckets.prune(minute - 1, 10);
    expect(buckets.size).toBe(3);
    buckets.prune(0, 2);
    expect(buckets.take([{ ...ofThree, key: "b", cost: 3 }], 0)).toBeDefined();
    buckets.prune(minute, 10);
    expect(buckets.size).toBe(0);
  });
});
