import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mutations } from "./trial/mutations.ts";

// The long form, which builds and tests each one, is `npm run trial`.
test.each(mutations)("a mutation still fits: $clause, $breaks", ({ clause, file, find, replace }) => {
  expect(existsSync(`test/promises/${clause}.test.ts`)).toBe(true);
  expect(readFileSync(file, "utf8").split(find)).toHaveLength(2);
  expect(replace).not.toBe(find);
});

test("every clause with tests has a mutation", () => {
  const clauses = new Set(mutations.map(({ clause }) => clause));
  expect(clauses.size).toBeGreaterThanOrEqual(12);
});
