import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Arrow, importsOf, readSources, type Sources } from "./architecture/sources.ts";

/** Tests that read every file of the project, so any change concerns them. */
const always = ["test/architecture.test.ts", "test/documents.test.ts", "test/prose.test.ts"];

/** How many imports may lie between a change and a test. */
const maxImports = 2;

/** Files changed since a commit, including those not yet in git, without deleted ones. */
export function changedSince(root: string, commit = "HEAD"): string[] {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
  const changed = git("diff", "--name-only", "--relative", "-z", commit);
  const added = git("ls-files", "--others", "--exclude-standard", "-z");
  return [...new Set([...changed, ...added])].filter((file) => existsSync(`${root}/${file}`)).sort();
}

/**
 * The tests to run first after a change: those that changed, and those that name a changed file or import it within two
 * steps, otherwise the nearest. Tests of a whole site import little of what they use, so they run when they changed
 * themselves.
 */
export function testsOf(changed: readonly string[], sources: Sources = readSources(".")): string[] {
  if (changed.length === 0) return [];
  const arrows = importsOf(sources);
  const found = changed.flatMap((file) => [...importersOf(file, arrows), ...namersOf(file, sources)]);
  const own = changed.filter(isTest);
  return [...new Set([...own, ...found.filter((file) => !asksSite(file)), ...always])].sort();
}

const isTest = (file: string) => /^test\/.*\.test\.ts$/.test(file);
const asksSite = (file: string) => /^test\/(?:http|browser)\//.test(file);

/** The tests that import a file within a number of steps; if none does, those with the fewest. */
function importersOf(file: string, arrows: readonly Arrow[]): string[] {
  const seen = new Set([file]);
  const tests: string[] = [];
  let edge = [file];
  for (let steps = 1; edge.length > 0 && (steps <= maxImports || tests.length === 0); steps += 1) {
    edge = [...new Set(arrows.filter(({ to }) => edge.includes(to)).map(({ from }) => from))].filter(
      (from) => !seen.has(from),
    );
    for (const from of edge) seen.add(from);
    tests.push(...edge.filter((from) => isTest(from) && !asksSite(from)));
  }
  return tests;
}

/** The tests whose text contains a file's path, because they read it. */
function namersOf(file: string, sources: Sources): string[] {
  return [...sources].filter(([test, text]) => isTest(test) && text.includes(file)).map(([test]) => test);
}
