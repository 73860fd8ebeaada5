import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { AstroIntegration } from "astro";
import { parse } from "yaml";
import { lockedPromises } from "../worker/policy/promises/locked.ts";
import { VersionPromises } from "../worker/policy/promises/promises.ts";
import { normaliseSource } from "../worker/policy/text/source.ts";
import { type PublishedVersion, VersionLock } from "../worker/policy/versions/version.ts";
import type { Language } from "../worker/web/organization.ts";
import { sha256 } from "../worker/web/sha256.ts";

const policyFolder = new URL("../content/policy/", import.meta.url);

/** A published file that differs from the lock. `file` is relative to the folder of versions. */
export interface LockProblem {
  file: string;
  message: string;
}

/**
 * Compares every published text, and what it promises, with the lock.
 * @param folder the folder with `versions.json` and one folder per version
 */
export async function checkLock(folder: URL = policyFolder): Promise<LockProblem[]> {
  const lock = VersionLock.parse(JSON.parse(readFileSync(new URL("versions.json", folder), "utf8")));
  const problems: LockProblem[] = [];
  for (const version of lock.versions) {
    const { date, languages } = version;
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
    problems.push(...(await checkPdfs(version, folder)), ...(await checkPromises(version, folder)));
  }
  return problems;
}

/** A PDF that was made stays, byte for byte. */
async function checkPdfs({ date, languages }: PublishedVersion, folder: URL): Promise<LockProblem[]> {
  const problems: LockProblem[] = [];
  for (const [language, { pdf }] of Object.entries(languages)) {
    if (pdf === null) continue;
    const file = `${date}/${language}.pdf`;
    const path = new URL(file, folder);
    if (!existsSync(path)) {
      problems.push({ file, message: "is published, so it cannot be deleted: restore it from git" });
    } else if ((await sha256(readFileSync(path))) !== pdf) {
      problems.push({ file, message: "is published, so it cannot change: restore it from git" });
    }
  }
  return problems;
}

/** The ids and sentences of a published version's promises are what the lock says. */
async function checkPromises({ date, languages }: PublishedVersion, folder: URL): Promise<LockProblem[]> {
  const file = `${date}/promises.yaml`;
  const source = new URL(file, folder);
  const read = VersionPromises.safeParse(existsSync(source) ? parse(readFileSync(source, "utf8")) : {});
  const problems = Object.entries(languages).map(async ([language, { promises: locked }]) => {
    const promised = read.success ? await lockedPromises(read.data, language as Language) : {};
    if (isDeepStrictEqual(promised, locked)) return [];
    const clauses = Object.keys({ ...locked, ...promised });
    const changed = clauses.filter((clause) => !isDeepStrictEqual(locked[clause], promised[clause]));
    const message = `the promises of ${changed.join(", ")} are published, so their ids and sentences cannot change: restore the file from git and promise anew in a new version`;
    return [{ file, message }];
  });
  return (await Promise.all(problems)).flat().slice(0, 1);
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
