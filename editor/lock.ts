import { existsSync, readFileSync } from "node:fs";
import type { AstroIntegration } from "astro";
import { normaliseSource } from "../worker/policy/text/source.ts";
import { VersionLock } from "../worker/policy/versions/version.ts";
import { sha256 } from "../worker/web/sha256.ts";

const policyFolder = new URL("../content/policy/", import.meta.url);

/** A published source that differs from the lock. `file` is relative to the folder of versions. */
export interface LockProblem {
  file: string;
  message: string;
}

/**
 * Compares every published source with the lock.
 * @param folder the folder with `versions.json` and one folder per version
 */
export async function checkLock(folder: URL = policyFolder): Promise<LockProblem[]> {
  const lock = VersionLock.parse(JSON.parse(readFileSync(new URL("versions.json", folder), "utf8")));
  const problems: LockProblem[] = [];
  for (const { date, languages } of lock.versions) {
    for (const [language, { sha256: locked }] of Object.entries(languages)) {
      const file = `${date}/${language}.mdx`;
      const source = new URL(file, folder);
      if (!existsSync(source)) {
        problems.push({ file, message: "is published, so it cannot be deleted: restore it from git" });
      } else if ((await sha256(normaliseSource(readFileSync(source, "utf8")))) !== locked) {
        problems.push({
          file,
          message:
            "is published, so it cannot change: restore it from git and write the change as a new version",
        });
      }
    }
  }
  return problems;
}

/** Fails the build when a published text differs from the lock. */
export function refuseChangedText(): AstroIntegration {
  return {
    name: "refuse-changed-text",
    hooks: {
      "astro:build:start": async () => {
        const problems = await checkLock();
        if (problems.length > 0) {
          throw new Error(
            problems.map(({ file, message }) => `content/policy/${file} ${message}`).join("\n"),
          );
        }
      },
    },
  };
}
