import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { ClausePromises } from "../site/promises.ts";
import { literalsOf } from "./architecture/sources.ts";

const clauses = z.array(ClausePromises).parse(parse(readFileSync("content/promises.yaml", "utf8")));
const promises = clauses.flatMap(({ id, promises }) => promises.map((promise) => ({ ...promise, id })));

/** Ids of all clauses in any version or draft, as their sources name them. */
const written = readdirSync("content/policy", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".mdx"))
  .flatMap((file) => [...readFileSync(`content/policy/${file}`, "utf8").matchAll(/^<Clause id="([^"]+)"/gm)])
  .map(([, id]) => id ?? "");

describe("what the policy promises", () => {
  test("is written down for every clause of every version", () => {
    expect(written.length).toBeGreaterThanOrEqual(14);
    expect(new Set(clauses.map(({ id }) => id))).toEqual(new Set(written));
  });

  test.each(promises)("is kept by code that is there: $id, $says.en", ({ code }) => {
    expect(code.filter((file) => !existsSync(file))).toEqual([]);
  });

  test.each(promises.filter(({ tests }) => Object.keys(tests).length > 0))(
    "is proven by tests that are there: $id, $says.en",
    ({ tests }) => {
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
