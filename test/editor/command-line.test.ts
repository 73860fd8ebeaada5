import { describe, expect, it } from "vitest";
import { policyTool } from "../../editor/commands/policy-tool.ts";
import { runCommandLine } from "../../terminal/command-line.ts";
import { processTerminal } from "../../terminal/terminal.ts";
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

  it("is told the nearest name that there is, and where help is", async () => {
    expect(await policyFolder().policy("chek")).toEqual({
      code: 2,
      text: 'There is no "chek" (Did you mean check?): see npm run policy -- --help.\n',
    });
    expect((await policyFolder().policy("check", "--jsn")).text).toBe(
      "Unknown option '--jsn' (Did you mean --json?): see npm run policy -- check --help.\n",
    );
  });

  it("reads what there is when it names nothing, and that it was not understood", async () => {
    let said = "";
    const complain = (text: string) => {
      said += text;
    };
    const terminal = { ...processTerminal(), complain, write: complain };
    expect(await runCommandLine(policyTool(terminal), [], terminal)).toBe(2);
    expect(said).toContain("publish [options] <date>");
    expect(await runCommandLine(policyTool(terminal), ["help"], terminal)).toBe(0);
  });

  it.each(["new", "import", "promises", "check", "diff", "publish", "status"])(
    "can read the help of %s",
    async (name) => {
      const { code, text } = await policyFolder().policy(name, "--help");
      expect(code).toBe(0);
      expect(text).toContain(`npm run policy -- ${name}`);
      expect(text).toContain("Exit codes");
    },
  );
});
