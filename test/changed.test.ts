import { describe, expect, it } from "vitest";
import { testsOf } from "./changed.ts";

const sources = new Map([
  ["worker/a/low.ts", ""],
  ["worker/a/middle.ts", 'import { x } from "./low.ts";'],
  ["worker/a/high.ts", 'import { x } from "./middle.ts";'],
  ["worker/a/alone.ts", ""],
  ["test/worker/a/low.test.ts", 'import { x } from "../../../worker/a/low.ts";'],
  ["test/worker/a/middle.test.ts", 'import { x } from "../../../worker/a/middle.ts";'],
  ["test/worker/a/high.test.ts", 'import { x } from "../../../worker/a/high.ts";'],
  ["test/http/low.test.ts", 'import { x } from "../../worker/a/low.ts";'],
  ["test/reads.test.ts", 'readFileSync("content/list.yaml");'],
]);
const found = (...changed: string[]) =>
  testsOf(changed, sources).filter((file) => !/architecture|documents|prose/.test(file));

describe("npm test -- --changed", () => {
  it("runs the tests that import what changed, over one file at most", () => {
    expect(found("worker/a/low.ts")).toEqual(["test/worker/a/low.test.ts", "test/worker/a/middle.test.ts"]);
    expect(found("worker/a/middle.ts")).toEqual([
      "test/worker/a/high.test.ts",
      "test/worker/a/middle.test.ts",
    ]);
  });

  it("runs those that read what changed, and those that changed themselves, of whole sites too", () => {
    expect(found("content/list.yaml", "test/http/low.test.ts")).toEqual([
      "test/http/low.test.ts",
      "test/reads.test.ts",
    ]);
  });

  it("runs what reads every file, for any change, and nothing when nothing changed", () => {
    expect(testsOf(["worker/a/alone.ts"], sources)).toContain("test/architecture.test.ts");
    expect(testsOf([], sources)).toEqual([]);
  });
});
