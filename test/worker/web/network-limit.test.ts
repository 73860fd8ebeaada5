import { describe, expect, it } from "vitest";
import { networkLimit, networkOf } from "../../../worker/web/network-limit.ts";

const at = (seconds: number) => new Date(Date.parse("2026-12-01T10:00:00Z") + seconds * 1000);

describe("a network", () => {
  it("may send so many forms in a stretch of time, and again in the next", async () => {
    const limit = networkLimit(2, 600_000);
    expect(await limit.take("203.0.113", "A", at(0))).toBe(0);
    expect(await limit.take("203.0.113", "B", at(1))).toBe(0);
    expect(await limit.take("203.0.113", "C", at(2))).toBe(598);
    expect(await limit.take("198.51.100", "C", at(2))).toBe(0);
    expect(await limit.take("203.0.113", "C", at(600))).toBe(0);
  });

  it("is not counted twice for the same form sent again", async () => {
    const limit = networkLimit(1, 600_000);
    for (let times = 0; times < 5; times += 1) expect(await limit.take("x", "A", at(times))).toBe(0);
    expect(await limit.take("x", "B", at(6))).toBeGreaterThan(0);
  });

  it("lets others in when somebody has filled the memory with networks", async () => {
    const limit = networkLimit(1, 600_000, 2);
    for (const network of ["a", "b", "c", "d"]) expect(await limit.take(network, network, at(0))).toBe(0);
    expect(await limit.take("a", "other", at(1))).toBeGreaterThan(0);
  });

  it("is not remembered while the memory is full of others, however often it sends", async () => {
    const limit = networkLimit(1, 600_000, 2);
    for (const network of ["a", "b"]) await limit.take(network, network, at(0));
    for (const form of ["one", "two", "three"]) expect(await limit.take("c", form, at(1))).toBe(0);
  });

  it.each([
    ["203.0.113.77", "203.0.113"],
    ["::ffff:203.0.113.77", "203.0.113"],
    ["2001:db8:abcd:12::1", "2001:db8:abcd"],
    ["2001:0DB8:abcd:ffff:1:2:3:4", "2001:db8:abcd"],
    ["2001:db8::1", "2001:db8:0"],
    ["::1", "0:0:0"],
    ["", ""],
  ])("is what is left of the address %s: %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
