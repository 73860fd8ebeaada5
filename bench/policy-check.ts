import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeVersions } from "./versions.ts";

/** Seconds that `policy check` takes on 25, 50 and 100 versions in three languages, process start included. */
const root = mkdtempSync(join(tmpdir(), "policy-check-"));
try {
  const organization = join(root, "organization.yaml");
  const own = readFileSync(new URL("../content/organization.yaml", import.meta.url), "utf8");
  writeFileSync(organization, own.replace(/^languages: .*$/m, "languages: [en, zh, ru]"));
  for (const count of [25, 50, 100]) {
    const folder = join(root, String(count));
    await writeVersions(folder, count);
    const seconds = [1, 2, 3].map(() =>
      secondsOf(["check", "--folder", folder, "--organization", organization]),
    );
    console.log(`policy check, ${count} versions × 3 languages: ${Math.min(...seconds).toFixed(2)} s`);
  }
} finally {
  rmSync(root, { recursive: true });
}

function secondsOf(args: string[]): number {
  const tool = new URL("../editor/policy.ts", import.meta.url).pathname;
  const start = performance.now();
  const { status, stdout } = spawnSync(process.execPath, [tool, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`policy check failed:\n${stdout.slice(0, 2000)}`);
  return (performance.now() - start) / 1000;
}
