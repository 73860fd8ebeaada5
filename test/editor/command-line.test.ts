import { describe, expect, it } from "vitest";
import { policyFolder } from "../fixtures/policy-folder.ts";

describe("a script that runs the tool", () => {
  it("is told of wrong usage by the exit code 2", async () => {
    const folder = policyFolder();
    for (const args of [
      ["checked"],
      ["check", "more"],
      ["check", "--bogus"],
      ["publish"],
      ["diff", "2026-12-10"],
      ["toString"],
    ]) {
      const { code, text } = await folder.policy(...args);
      expect(code).toBe(2);
      expect(text).toContain("--help");
    }
  });

  it.each(["new", "import", "check", "diff", "publish", "status"])(
    "can read the help of %s",
    async (name) => {
      const { code, text } = await policyFolder().policy(name, "--help");
      expect(code).toBe(0);
      expect(text).toContain(`npm run policy -- ${name}`);
      expect(text).toContain("Exit codes");
    },
  );
});
