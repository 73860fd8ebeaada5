import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, roomForYoung } from "../local/build.ts";
import { changedSince, testsOf } from "./changed.ts";
import { check } from "./check.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

const help = `npm test [-- FILTER… or options of vitest]

Runs every check and every test: in workerd, in Node and in a browser, with a line for each file as it finishes.
The last line says how many tests passed and failed; a check that fails counts as one.

  npm test -- --changed          only what concerns the files that have changed since the last commit: their checks,
                                 and the tests that are nearest to them; those of a whole site when they changed
  npm test -- forms              only files with “forms” in their path; browser/ for those that look at pages
  npm test -- --project workerd  only tests inside of the Worker’s runtime (workerd, node)
  npm test -- -t "gives back"    only tests with these words in their name
  CHROMIUM=/usr/bin/chromium npm test   another browser than the one from npm
`;

interface Counts {
  passed: number;
  failed: number;
}

/** The part of vitest's JSON report that we count. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

/** The checks run one by one beside the first tests. */
async function runAll(options: readonly string[]): Promise<Counts> {
  const [failedChecks, { passed, failed }] = await Promise.all([
    check({ together: 1 }),
    runTests(options),
    // Tests that use the site wait for the same build.
    options.length === 0 ? build().catch((error: unknown) => console.log(String(error))) : undefined,
  ]);
  if (failedChecks.length > 0) console.log(`\nfailed checks: ${failedChecks.join(", ")}`);
  return { passed, failed: failed + failedChecks.length };
}

async function runChanged(options: readonly string[]): Promise<Counts> {
  const changed = changedSince(root);
  console.log(`${changed.length} files have changed.`);
  const failedChecks = await check({ changed });
  const tests = testsOf(changed);
  const counts = tests.length > 0 ? await runTests([...tests, ...options]) : { passed: 0, failed: 0 };
  return { ...counts, failed: counts.failed + failedChecks.length };
}

async function runTests(options: readonly string[]): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "tests-"));
  const file = join(folder, "report.json");
  try {
    const code = await runVitest([
      ...options,
      "--reporter=./test/progress.ts",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ]);
    const counts = existsSync(file)
      ? countsOf(JSON.parse(readFileSync(file, "utf8")) as Report)
      : { passed: 0, failed: 0 };
    // An error outside any test, such as an unhandled rejection, is a failure too.
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file that could not be read contains no tests, so it counts as one failure. */
function countsOf({ numPassedTests, numFailedTests, testResults }: Report): Counts {
  const unread = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + unread.length };
}

function runVitest(options: readonly string[]): Promise<number | null> {
  const child = spawn(`${root}node_modules/.bin/vitest`, ["run", ...options], {
    cwd: root,
    stdio: "inherit",
  });
  return new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
}

/** What the tests' sites store may take this many bytes. */
const maxStored = 4 * 2 ** 30;

/** A folder in memory where the system has one with room: the tests write thousands of times and wait for each. */
function folderInMemory(): string | undefined {
  const folder = "/dev/shm";
  if (!existsSync(folder)) return undefined;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > maxStored ? folder : undefined;
}

const inMemory = folderInMemory();
if (inMemory !== undefined) process.env.TMPDIR ??= inMemory;

// npm has a browser for such machines: a bare one, which takes a quarter less CPU for a page than an installed one.
if (process.platform === "linux" && process.arch === "x64") process.env.CHROMIUM ??= "npm";

// The tests start many processes that load the same packages, so each package is compiled once.
process.env.NODE_COMPILE_CACHE ??= `${root}node_modules/.cache/node`;

process.env.NODE_OPTIONS ??= roomForYoung;

const options = process.argv.slice(2);
const isChanged = options.includes("--changed");
if (options.includes("--help")) {
  console.log(help);
} else {
  const { passed, failed } = await (isChanged
    ? runChanged(options.filter((option) => option !== "--changed"))
    : runAll(options));
  if (passed + failed === 0) console.log("\nno test ran");
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || (passed === 0 && !isChanged) ? 1 : 0;
}
