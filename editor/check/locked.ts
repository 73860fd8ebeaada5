import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { isStanding } from "../../worker/policy/versions/history.ts";
import type { PublishedVersion } from "../../worker/policy/versions/version.ts";
import { startOfDay } from "../../worker/web/days.ts";
import { type Diagnostic, fileStart, problem } from "../diagnostic.ts";
import { checkLock } from "../lock.ts";
import { openSources, type Tree } from "../versions/tree.ts";
import type { Checked } from "./checked.ts";

/** Published texts are what the lock says, and the lock says of each what its text says. */
export async function checkLocked({ tree, organization, today }: Checked): Promise<Diagnostic[]> {
  if (tree.lock.length === 0) return [];
  const changed = await checkLock(pathToFileURL(`${tree.folder}/`));
  return [
    ...changed.map(({ file, message }) =>
      problem(relative(process.cwd(), join(tree.folder, file)), fileStart, "locked", message),
    ),
    ...tree.lock.flatMap((version, index) => {
      const entry = (field: string, message: string) =>
        problem(tree.lockFile, tree.placeInLock("versions", index, field), "lock", message);
      return [
        ...checkOrder(version, index, tree, entry),
        ...checkInstant(version, organization.timeZone, entry),
        ...checkAgreement(version, tree, entry),
        ...checkWithdrawal(version, tree, today, entry),
      ];
    }),
  ];
}

type Entry = (field: string, message: string) => Diagnostic;

function checkOrder(version: PublishedVersion, index: number, tree: Tree, entry: Entry): Diagnostic[] {
  const before = tree.lock[index - 1];
  const published = tree.lock.find(({ sequence }) => sequence === version.sequence - 1);
  const found: Diagnostic[] = [];
  if (tree.lock.findIndex(({ sequence }) => sequence === version.sequence) !== index) {
    found.push(entry("sequence", `${version.sequence} is there twice: restore the lock from git`));
  }
  if (version.sequence > 1 && !published) {
    found.push(
      entry("sequence", `is ${version.sequence} without ${version.sequence - 1}: restore the lock from git`),
    );
  }
  if (published && published.publishedOn > version.publishedOn) {
    found.push(entry("publishedOn", `is before version ${published.sequence}: restore the lock from git`));
  }
  if ((version.kind === "first") !== (index === 0 && version.sequence === 1)) {
    found.push(entry("kind", "the first version is first, and no other is: restore the lock from git"));
  }
  if (before && version.date <= before.date) {
    found.push(entry("date", `is not later than ${before.date} before it: restore the lock from git`));
  }
  if (version.publishedOn > version.date) {
    found.push(entry("publishedOn", "is later than the day it takes effect: restore the lock from git"));
  }
  return found;
}

function checkInstant({ date, effectiveAt }: PublishedVersion, timeZone: string, entry: Entry): Diagnostic[] {
  const midnight = startOfDay(date, timeZone).getTime();
  if (Date.parse(effectiveAt) === midnight) return [];
  const message = `is not midnight of ${date} in ${timeZone} (${new Date(midnight).toISOString()}): restore the lock or the time zone`;
  return [entry("effectiveAt", message)];
}

/** A withdrawal is of today or before, and nothing that stands was built on what it took back. */
function checkWithdrawal(
  { date, sequence, state }: PublishedVersion,
  tree: Tree,
  today: string,
  entry: Entry,
): Diagnostic[] {
  if (state.is !== "withdrawn") return [];
  if (state.on > today)
    return [entry("state", `is withdrawn on ${state.on}, which is to come: write the day`)];
  const built = tree.lock.find(
    (other) =>
      other.date > date && other.sequence > sequence && isStanding(other) && other.publishedOn < state.on,
  );
  if (!built) return [];
  const message = `${built.date} was published while ${date} stood, and changes it: withdraw ${built.date} first`;
  return [entry("state", message)];
}

/** What the lock repeats of the front matter. The summary is that of the first language. */
function checkAgreement(version: PublishedVersion, tree: Tree, entry: Entry): Diagnostic[] {
  const sources = tree.versions.find(({ date }) => date === version.date)?.sources ?? [];
  const texts = sources.flatMap(({ frontMatter, language }) =>
    frontMatter && language in version.languages ? [frontMatter] : [],
  );
  const wrong = texts.flatMap((frontMatter) =>
    (["kind", "commitments"] as const).filter(
      (field) => !isDeepStrictEqual(frontMatter[field], version[field]),
    ),
  );
  if (texts.length > 0 && !texts.some(({ summary }) => summary === version.summary)) {
    return [entry("summary", "is not what the text says: restore the lock from git")];
  }
  return [
    ...[...new Set(wrong)].map((field) =>
      entry(field, "is not what the text says: restore the lock from git"),
    ),
    ...openSources({ locked: version, sources }).map(({ file, language }) => {
      const message = `is no part yet of the published version: run npm run policy -- publish ${version.date} --language ${language}`;
      return problem(file, fileStart, "translation", message, "warning");
    }),
  ];
}
