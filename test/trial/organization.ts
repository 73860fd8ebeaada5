import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Tests that another organization's content cannot pass, with the reason. All others run for it. */
export const testsOfThisOrganization: Readonly<Record<string, string>> = {
  "test/promises/**": "each is a sentence of this policy",
  "test/trial.test.ts": "each of its mutations breaks a control of this policy",
  "test/documents.test.ts": "the documents show this organization’s content, file by file",
  "test/http/another-organization.test.ts": "it makes the second organization itself, as `npm test` does",
};

/**
 * Runs the tests in a copy of the repository whose content is another organization's.
 * @param filter parts of paths, as vitest takes them
 * @returns whether its policy has no problem and every test passes
 */
export function tryOrganization(copy: string, filter: readonly string[]): boolean {
  const run = (program: string, ...args: string[]) =>
    spawnSync(program, args, { cwd: copy, stdio: "inherit" }).status === 0;
  const without = Object.keys(testsOfThisOrganization).map((files) => `--exclude=${files}`);
  const vitest = join(copy, "node_modules/.bin/vitest");
  return run(process.execPath, "editor/policy.ts", "check") && run(vitest, "run", ...without, ...filter);
}
