import { describe, expect, it } from "vitest";
import { listed } from "../../../worker/texts/listed.ts";

describe("items side by side", () => {
  it.each([
    ["en", "name, email, phone"],
    ["ru", "name, email, phone"],
    ["zh", "name、email、phone"],
  ] as const)("have a mark between each two in %s", (language, line) => {
    expect(listed(["name", "email", "phone"], language)).toBe(line);
  });

  it("have none where there is one item, or nothing", () => {
    expect(listed(["name"], "en")).toBe("name");
    expect(listed([], "en")).toBe("");
  });
});
