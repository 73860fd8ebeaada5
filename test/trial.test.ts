import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { mutations } from "./trial/mutations.ts";

// The long form, which builds and tests each one, is `npm run trial`.
test.each(mutations)("a mutation still fits: $clause, $breaks", ({ clause, file, find, replace }) => {
  expect(existsSync(`test/promises/${clause}.test.ts`)).toBe(true);
  expect(readFileSync(file, "utf8").split(find)).toHaveLength(2);
  expect(replace).not.toBe(find);
});

test("every control of the policy has a mutation, and every mutation a control", () => {
  const controls = parse(readFileSync("content/policy/controls.yaml", "utf8")) as Record<string, unknown>;
  expect([...new Set(mutations.map(({ keeps }) => keeps))].toSorted()).toEqual(
    Object.keys(controls).toSorted(),
  );
});

test("the trial starts without what vitest brings", () => {
  const help = execFileSync(process.execPath, ["test/trial/run.ts", "--help"], { encoding: "utf8" });
  expect(help).toContain("npm run trial -- organization");
});
