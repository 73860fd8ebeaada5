import { isStanding } from "../../worker/policy/versions/history.ts";
import { daysBetween } from "../../worker/web/days.ts";
import { type Diagnostic, fileStart, type Place, problem } from "../diagnostic.ts";
import { standingBefore, type Tree, type Version } from "../versions/tree.ts";
import type { Checked } from "./checked.ts";

/** Each version takes effect in time: after the first, on a day to come, and with the notice that the one before promised. */
export function checkNotice({ tree, today }: Checked): Diagnostic[] {
  return tree.versions.flatMap((version) =>
    version.locked ? checkPublished(version, tree) : checkDraft(version, tree, today),
  );
}

function checkDraft({ date, sources }: Version, tree: Tree, today: string): Diagnostic[] {
  const [oldest] = tree.lock;
  const [first] = sources;
  if (!first) return [];
  if (oldest && date < oldest.date) {
    const message = `is before the first version, ${oldest.date}: give the folder a later day`;
    return [problem(first.file, fileStart, "bad-date", message)];
  }
  if (date < today) {
    return [
      problem(first.file, fileStart, "bad-date", `${date} has passed: give the folder a day that is to come`),
    ];
  }
  return sources.flatMap(({ file, frontMatter, placeOf }) => {
    const before = standingBefore(date, tree)?.locked;
    if (!before || frontMatter?.kind !== "material" || frontMatter.shortNotice) return [];
    return noticeProblem(file, () => placeOf("kind"), today, date, before.commitments.noticeDays);
  });
}

function checkPublished({ locked }: Version, tree: Tree): Diagnostic[] {
  if (!locked) return [];
  const index = tree.lock.indexOf(locked);
  const before = tree.lock
    .slice(0, index)
    .findLast((one) => isStanding(one) && one.sequence < locked.sequence);
  if (!before || locked.kind !== "material" || locked.shortNotice) return [];
  const place = () => tree.placeInLock("versions", index, "publishedOn");
  return noticeProblem(tree.lockFile, place, locked.publishedOn, locked.date, before.commitments.noticeDays);
}

function noticeProblem(
  file: string,
  place: () => Place,
  published: string,
  date: string,
  promised: number,
): Diagnostic[] {
  const days = daysBetween(published, date);
  if (days >= promised) return [];
  const message = `a material change was promised ${promised} days before it takes effect, and these are ${days}: choose a later day, or give the reason as shortNotice`;
  return [problem(file, place(), "too-little-notice", message)];
}
