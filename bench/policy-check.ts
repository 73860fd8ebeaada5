import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeVersions } from "./versions.ts";

/**
 * Times `policy check` on generated versions in three languages, including process start.
 * @returns the best of three runs per count, in seconds
 */
export async function measureChecks(
  counts: readonly number[],
): Promise<{ versions: number; seconds: number }[]> {
  const root = mkdtempSync(join(tmpdir(), "policy-check-"));
  try {
    const organization = join(root, "organization.yaml");
    const own = readFileSync(new URL("../content/organization.yaml", import.meta.url), "utf8");
    writeFileSync(organization, own.replace(/^languages: .*$/m, "languages: [en, zh, ru]"));
    const figures: { versions: number; seconds: number }[] = [];
    for (const versions of counts) {
      const folder = join(root, String(versions));
      await writeVersions(folder, versions);
      const args = ["check", "--folder", folder, "--organization", organization];
      figures.push({ versions, seconds: Math.min(...[1, 2, 3].map(() => secondsOf(args))) });
    }
    return figures;
  } finally {
    rmSync(root, { recursive: true });
  }
}

function secondsOf(args: string[]): number {
  const tool = new URL("../editor/policy.ts", import.meta.url).pathname;
  const start = performance.now();
  const { status, stdout } = spawnSync(process.execPath, [tool, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`policy check failed:\n${stdout.slice(0, 2000)}`);
  return (performance.now() - start) / 1000;
}
