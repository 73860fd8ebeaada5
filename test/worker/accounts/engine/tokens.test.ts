import { describe, expect, it } from "vitest";
import { isAlive, ownPath, tokenIn } from "../../../../worker/accounts/engine/tokens.ts";

const at = new Date("2026-12-31T10:00:00Z");
const ago = (hours: number) => new Date(at.getTime() - hours * 3_600_000);

describe("a session", () => {
  it.each([
    ["client", 1, 1, true],
    ["client", 200, 167, true],
    ["client", 200, 169, false],
    ["client", 721, 1, false],
    ["owner", 1, 0.4, true],
    ["owner", 1, 0.6, false],
    ["analyst", 13, 0.1, false],
  ] as const)("of a %s, %s hours old and unused for %s, counts: %s", (role, age, unused, counts) => {
    expect(isAlive({ createdAt: ago(age), seenAt: ago(unused) }, role, at)).toBe(counts);
  });
});

it("goes on to paths of this site only", () => {
  expect(ownPath("/en/account/security/")).toBe("/en/account/security/");
  expect(ownPath("/staff/")).toBe("/staff/");
  for (const text of [
    "//evil.example/",
    "/\\evil/",
    "https://evil.example",
    "/en/x/?a=b",
    "/en/\n/",
    "/en",
    "",
    undefined,
  ]) {
    expect(ownPath(text)).toBeUndefined();
  }
});

it("takes the token out of a signed cookie", () => {
  expect(tokenIn("abc.def%3D")).toBe("abc");
  expect(tokenIn("abc")).toBe("");
});
