import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeTexts } from "../editor/texts/write.ts";
import { languages } from "../worker/texts/compiled/languages.ts";
import type { Language } from "../worker/web/organization.ts";
import { writeVersions } from "./versions.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** A build of a number of versions: how long it took and what it wrote. */
export interface BuildFigures {
  versions: number;
  languages: number;
  seconds: number;
  files: number;
}

/**
 * Builds a copy of the site with generated versions, for each count in turn.
 * @returns how long each took, from the builder's start to its end
 */
export async function measureBuilds(counts: readonly number[]): Promise<BuildFigures[]> {
  const figures: BuildFigures[] = [];
  for (const count of counts) figures.push(await measureBuild(count, languages));
  return figures;
}

async function measureBuild(count: number, spoken: readonly Language[]): Promise<BuildFigures> {
  const copy = mkdtempSync(join(tmpdir(), "kept-build-"));
  try {
    copySite(copy);
    rmSync(join(copy, "content/policy"), { recursive: true });
    await writeVersions(join(copy, "content/policy"), count, spoken);
    speak(copy, spoken);
    writeTexts(copy);
    const began = performance.now();
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ["node_modules/astro/bin/astro.mjs", "build"],
      {
        cwd: copy,
        encoding: "utf8",
        env: {
          ...process.env,
          ASTRO_TELEMETRY_DISABLED: "1",
          CLOUDFLARE_CF_FETCH_ENABLED: "false",
          NO_COLOR: "1",
        },
      },
    );
    const seconds = (performance.now() - began) / 1000;
    if (status !== 0) throw new Error(`the build of ${count} versions failed:\n${stdout}\n${stderr}`);
    const files = readdirSync(join(copy, "dist/client"), { recursive: true }).length;
    return { versions: count, languages: spoken.length, seconds, files };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Copies what git knows or would know. Packages are linked, without the builders' caches among them. */
function copySite(copy: string): void {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  for (const file of listed.trim().split("\n")) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  mkdirSync(join(copy, "node_modules"));
  for (const name of readdirSync(join(root, "node_modules"))) {
    const isKept = name.startsWith(".") && name !== ".bin";
    if (!isKept) symlinkSync(join(root, "node_modules", name), join(copy, "node_modules", name));
  }
}

/** Lists the languages, with English words for every page, because only the cost of building matters here. */
function speak(copy: string, spoken: readonly Language[]): void {
  const replace = (file: string, pattern: RegExp, replacement: string) => {
    const before = readFileSync(join(copy, file), "utf8");
    const after = before.replace(pattern, replacement);
    if (after === before) throw new Error(`${file} is not what this bench knows`);
    writeFileSync(join(copy, file), after);
  };
  replace("content/organization.yaml", /^languages: .*$/m, `languages: [${spoken.join(", ")}]`);
  const texts = join(copy, "content/texts");
  for (const one of spoken)
    if (one !== "en") cpSync(join(texts, "en"), join(texts, one), { recursive: true });
}
