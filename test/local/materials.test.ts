import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../local/environment.ts";
import { notTaken, packagesIn } from "../../local/licences.ts";

const lock = readFileSync(join(root, "package-lock.json"), "utf8");

it("every package has a licence that is taken", () => {
  expect(packagesIn(lock).length).toBeGreaterThan(100);
  expect(notTaken(packagesIn(lock))).toEqual([]);
});

it.each([
  ["MIT OR Apache-2.0", true],
  ["(MIT OR GPL-3.0-or-later)", true],
  ["Apache-2.0 AND LGPL-3.0-or-later", true],
  ["MIT AND GPL-3.0-only", false],
  ["GPL-3.0-only", false],
  ["not given", false],
])("a package under %s is taken: %s", (licence, isTaken) => {
  expect(notTaken([{ name: "x", version: "1.0.0", licence }])).toHaveLength(isTaken ? 0 : 1);
});

it("npm run materials writes a bill of materials with every package, and the licences", () => {
  const folder = mkdtempSync(join(tmpdir(), "materials-"));
  try {
    const said = execFileSync(process.execPath, [join(root, "local/materials.ts"), folder], {
      encoding: "utf8",
    });
    expect(said).toContain(`${packagesIn(lock).length} packages`);
    const { bomFormat, components } = JSON.parse(
      readFileSync(join(folder, "bill-of-materials.json"), "utf8"),
    );
    expect(bomFormat).toBe("CycloneDX");
    const named = new Set(
      components.map(({ version, purl }: { version: string; purl: string }) => `${purl} ${version}`),
    );
    expect(named.size).toBeGreaterThan(300);
    expect(readFileSync(join(folder, "licences.txt"), "utf8")).toMatch(/^MIT: \d+\n {2}@/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
