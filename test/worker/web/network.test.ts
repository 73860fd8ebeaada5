import { describe, expect, it } from "vitest";
import { networkOf } from "../../../worker/web/network.ts";

describe("a network", () => {
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
