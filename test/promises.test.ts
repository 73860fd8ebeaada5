import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { EvidenceId } from "../worker/keeping/evidence/kinds.ts";
import { Controls } from "../worker/policy/promises/controls.ts";
import { VersionPromises } from "../worker/policy/promises/promises.ts";
import { versions } from "../worker/policy/versions/lock.ts";
import { literalsOf } from "./architecture/sources.ts";

const controls = Object.entries(Controls.parse(parse(readFileSync("content/policy/controls.yaml", "utf8"))));

describe("what keeps a promise of the policy", () => {
  test.each(versions)(
    "is named for each promise of $date, unless a statement says why nothing does",
    ({ date }) => {
      const named = new Set(controls.map(([id]) => id));
      const file = readFileSync(`content/policy/${date}/promises.yaml`, "utf8");
      const promises = Object.values(VersionPromises.parse(parse(file))).flatMap(({ promises }) => promises);
      expect(promises.length).toBeGreaterThan(0);
      expect(promises.filter(({ id, statement }) => named.has(id) === Boolean(statement))).toEqual([]);
    },
  );

  test.each(controls)("leaves behind what is known as evidence: %s", (_, { evidence }) => {
    expect(EvidenceId.array().safeParse(evidence).error).toBeUndefined();
  });

  test.each(controls)("is code that is there: %s", (_, { code }) => {
    expect(code.filter((file) => !existsSync(file))).toEqual([]);
  });

  test.each(controls.filter(([, { tests }]) => Object.keys(tests).length > 0))(
    "is proven by tests that are there: %s",
    (_, { tests }) => {
      const missing = Object.entries(tests).flatMap(([file, names]) => {
        const named = new Set(namesIn(file));
        return names.filter((name) => !named.has(name)).map((name) => `${file}: ${name}`);
      });
      expect(missing).toEqual([]);
    },
  );
});

/** Every text in a test file, its test names among them; empty if the file is gone. */
function namesIn(file: string): string[] {
  return existsSync(file) ? literalsOf(file, readFileSync(file, "utf8")).map(({ text }) => text) : [];
}
