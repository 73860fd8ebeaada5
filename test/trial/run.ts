import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandLine, runHere } from "../../terminal/command-line.ts";
import { copyRepository } from "../fixtures/repository.ts";
import { runLongForms } from "./long.ts";
import { type Mutation, mutations } from "./mutations.ts";

const notes = `Breaks one control of the policy at a time in a copy of this repository, builds it, and runs the tests of its
clause (test/promises/), which have to fail. About half a minute for each.

  npm run trial -- storage-period   only this clause
  npm run trial -- long             instead, the long forms of tests: 300,000 rows, thousands of random orders`;

const program = commandLine("trial", "Finds out whether the tests notice a broken promise.", notes)
  .argument("[clause]", "the id of a clause, or long")
  .action((clause) => {
    if (clause === "long") return runLongForms();
    tryAll(mutations.filter((one) => clause === undefined || one.clause === clause));
  });

await runHere(program);

function tryAll(chosen: readonly Mutation[]): void {
  const copy = mkdtempSync(join(tmpdir(), "trial-"));
  try {
    copyRepository(copy);
    execFileSync(process.execPath, ["editor/texts/write.ts"], { cwd: copy });
    const clauses = [...new Set(chosen.map(({ clause }) => clause))];
    const sound = failedTests(copy, clauses);
    if (sound.length > 0) throw new Error(`without any mutation these tests fail:\n${sound.join("\n")}`);
    console.log(`${clauses.length} clauses, ${chosen.length} mutations; every test passes without one.`);
    const survivors = chosen.filter((mutation, index) =>
      survives(copy, mutation, `${index + 1} of ${chosen.length}`),
    );
    console.log(`\n${chosen.length - survivors.length} of ${chosen.length} mutations were noticed.`);
    if (survivors.length > 0) process.exitCode = 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Whether no test of the clause notices the mutation. */
function survives(copy: string, { clause, breaks, file, find, replace }: Mutation, place: string): boolean {
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  writeFileSync(
    path,
    source.replace(find, () => replace),
  );
  try {
    const [noticed, ...more] = failedTests(copy, [clause]);
    console.log(`${place}  ${noticed ? "noticed" : "SURVIVED"}  ${clause}: no longer ${breaks}`);
    if (noticed) console.log(`        “${noticed}”${more.length > 0 ? ` and ${more.length} more` : ""}`);
    return noticed === undefined;
  } finally {
    writeFileSync(path, source);
  }
}

/**
 * The sentences of some clauses that the copy does not keep.
 * @throws Error when nothing could be tested, as when the copy does not build: then a mutation proves nothing
 */
function failedTests(copy: string, clauses: readonly string[]): string[] {
  const report = join(copy, "trial.json");
  rmSync(report, { force: true });
  const files = clauses.map((clause) => `test/promises/${clause}.test.ts`);
  const vitest = join(copy, "node_modules/.bin/vitest");
  const { status, stdout } = spawnSync(
    vitest,
    ["run", "--project", "node", ...files, "--reporter=json", `--outputFile.json=${report}`],
    { cwd: copy, encoding: "utf8", maxBuffer: Number.POSITIVE_INFINITY },
  );
  if (status === 0) return [];
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
    testResults: { message: string; assertionResults: { title: string; status: string }[] }[];
  };
  const failed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter((one) => one.status === "failed").map(({ title }) => title),
  );
  if (failed.length === 0) throw new Error(`nothing could be tested: ${testResults[0]?.message || stdout}`);
  return failed;
}
