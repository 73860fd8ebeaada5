import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * The sentences of some clauses that a copy of the repository does not keep. Only the tests of these clauses run, and the
 * copy is built if something in it has changed.
 * @param clauses their ids; `*` stands for all
 * @throws Error when nothing could be tested, as when the copy does not build: then it proves nothing
 */
export function failedTests(
  copy: string,
  clauses: readonly string[],
  env: Readonly<Record<string, string>> = {},
): string[] {
  const report = join(copy, "trial.json");
  rmSync(report, { force: true });
  const files = clauses.flatMap((clause) => globSync(`test/promises/${clause}.test.ts`, { cwd: copy }));
  const vitest = join(copy, "node_modules/.bin/vitest");
  const { status, stdout, stderr } = spawnSync(
    vitest,
    [
      "run",
      "--project",
      "node",
      ...files,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    { cwd: copy, encoding: "utf8", maxBuffer: Number.POSITIVE_INFINITY, env: { ...process.env, ...env } },
  );
  if (status === 0) return [];
  if (!existsSync(report)) throw new Error(`nothing was tested:\n${stdout}\n${stderr}`);
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
    testResults: { message: string; assertionResults: { title: string; status: string }[] }[];
  };
  const failed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter((one) => one.status === "failed").map(({ title }) => title),
  );
  if (failed.length === 0) throw new Error(testResults.find(({ message }) => message)?.message ?? stdout);
  return failed;
}
