import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type Document, parseDocument } from "yaml";
import type { Controls } from "../../worker/policy/promises/controls.ts";
import type { VersionPromises } from "../../worker/policy/promises/promises.ts";
import { isStanding } from "../../worker/policy/versions/history.ts";
import { type PublishedVersion, VersionDate, VersionLock } from "../../worker/policy/versions/version.ts";
import { Language } from "../../worker/web/organization.ts";
import { type Diagnostic, fileStart, type Place, placeAt, problem } from "../diagnostic.ts";
import { hintFor } from "../hints.ts";
import { type PromisesFile, readControls, readPromises } from "./promises-file.ts";
import { readSource, type Source } from "./source.ts";

/** One version in the folder. Without `locked` it is a draft. */
export interface Version {
  date: string;
  locked?: PublishedVersion;
  sources: readonly Source[];
  promises: PromisesFile<VersionPromises>;
}

/** Every version, oldest first, and what in the folder is none. */
export interface Tree {
  folder: string;
  lock: readonly PublishedVersion[];
  lockFile: string;
  /** Where a value of the lock is in its file. */
  placeInLock: (...path: (string | number)[]) => Place;
  versions: readonly Version[];
  controls: PromisesFile<Controls>;
  problems: readonly Diagnostic[];
}

/** The texts of a version that may still change: all of a draft, of a published version the translations to come. */
export function openSources({ locked, sources }: Pick<Version, "locked" | "sources">): readonly Source[] {
  return locked ? sources.filter(({ language }) => !locked.languages[language]) : sources;
}

/** The last published version that was not withdrawn. */
export function lastStanding({ versions }: Tree): Version | undefined {
  return versions.findLast(({ locked }) => locked && isStanding(locked));
}

/** What a draft of a day changes: the version that binds until then. */
export function standingBefore(day: string, { versions }: Tree): Version | undefined {
  return versions.findLast(({ date, locked }) => date < day && locked && isStanding(locked));
}

/** Reads the folder of versions: the lock and every source. */
export function readTree(folder: string): Tree {
  const root = resolve(folder);
  const lockPath = join(root, "versions.json");
  const lockFile = relative(process.cwd(), lockPath);
  const { lock, placeInLock, problems } = readLock(lockPath, lockFile);
  const locked = new Map(lock.map((version) => [version.date, version]));
  const versions: Version[] = [];
  for (const name of visibleNames(root)) {
    const shown = relative(process.cwd(), join(root, name));
    if (name === "versions.json" || name === "controls.yaml") continue;
    if (!VersionDate.safeParse(name).success) {
      problems.push(
        problem(shown, fileStart, "bad-date", "is no version: name the folder after a day, YYYY-MM-DD"),
      );
      continue;
    }
    const version = locked.get(name);
    const sources = sourcesIn(join(root, name), name, problems);
    const promises = readPromises(join(root, name));
    versions.push({ date: name, ...(version && { locked: version }), sources, promises });
  }
  const controls = readControls(root);
  return { folder: root, lock, lockFile, placeInLock, versions, controls, problems };
}

function readLock(
  path: string,
  file: string,
): Pick<Tree, "lock" | "placeInLock"> & { problems: Diagnostic[] } {
  if (!existsSync(path)) return { lock: [], placeInLock: () => fileStart, problems: [] };
  const text = readFileSync(path, "utf8");
  // Parsed again only where something is wrong, because keeping places is slow.
  let document: Document | undefined;
  const parsed = () => {
    document ??= parseDocument(text);
    return document;
  };
  const placeInLock = (...at: (string | number)[]) => {
    const range = (parsed().getIn(at, true) as { range?: [number, number, number] } | undefined)?.range;
    return placeAt(text, range?.[0] ?? 0);
  };
  try {
    const read = VersionLock.safeParse(JSON.parse(text), { error: hintFor });
    if (read.success) return { lock: read.data.versions, placeInLock, problems: [] };
    const problems = read.error.issues.map(({ path: at, message }) =>
      problem(
        file,
        placeInLock(...(at as (string | number)[])),
        "lock",
        `${at.join(".")}: ${message}; restore it from git`,
      ),
    );
    return { lock: [], placeInLock, problems };
  } catch {
    const place = placeAt(text, parsed().errors[0]?.pos[0] ?? 0);
    return {
      lock: [],
      placeInLock,
      problems: [problem(file, place, "lock", "is no JSON: restore it from git")],
    };
  }
}

function sourcesIn(folder: string, date: string, problems: Diagnostic[]): Source[] {
  const sources: Source[] = [];
  for (const name of visibleNames(folder)) {
    // A PDF is made when its text is published; the lock is checked elsewhere.
    const isPrinted = name.endsWith(".pdf") && Language.safeParse(name.slice(0, -4)).success;
    if (name === "promises.yaml" || isPrinted) continue;
    const path = join(folder, name);
    const language = Language.safeParse(name.replace(/\.mdx$/, ""));
    if (name.endsWith(".mdx") && language.success) {
      sources.push(readSource(path, date, language.data));
    } else {
      const message =
        "is no text of this version: name texts after a language, such as en.mdx, and move others away";
      problems.push(problem(relative(process.cwd(), path), fileStart, "unknown-file", message));
    }
  }
  return sources;
}

/** Visible names in a folder, sorted; empty if there is no folder. */
function visibleNames(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith("."))
      .sort();
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}
