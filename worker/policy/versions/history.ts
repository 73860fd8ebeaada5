import { addDays, dayOf, startOfDay } from "../../web/days.ts";
import type { PublishedVersion, VersionState } from "./version.ts";

/** Whether a version was not withdrawn. */
export function isStanding({ state }: PublishedVersion): boolean {
  return state.is === "published";
}

/**
 * The version that binds at an instant.
 * @param versions the lock's versions, in the order in which they take effect
 * @returns undefined before the first version takes effect
 */
export function versionInForce(
  versions: readonly PublishedVersion[],
  at: Date,
): PublishedVersion | undefined {
  return versions.findLast(
    (version) => isStanding(version) && Date.parse(version.effectiveAt) <= at.getTime(),
  );
}

/** The version that takes effect before all others. */
export function firstToCome(versions: readonly PublishedVersion[]): PublishedVersion | undefined {
  return versions.find(isStanding);
}

/** Where a published version stands at an instant. */
export function stateOf(
  versions: readonly PublishedVersion[],
  version: PublishedVersion,
  at: Date,
): Exclude<VersionState, "draft"> {
  if (!isStanding(version)) return "withdrawn";
  if (Date.parse(version.effectiveAt) > at.getTime()) return "upcoming";
  return versionInForce(versions, at)?.sequence === version.sequence ? "in-force" : "superseded";
}

/** The version that takes effect next after one, past those that were withdrawn. */
export function successorOf(
  versions: readonly PublishedVersion[],
  version: PublishedVersion,
): PublishedVersion | undefined {
  return versions.find((other) => other.date > version.date && isStanding(other));
}

/** The version that binds until one takes effect, whether it was published before or after that. */
export function predecessorOf(
  versions: readonly PublishedVersion[],
  { date }: Pick<PublishedVersion, "date">,
): PublishedVersion | undefined {
  return versions.findLast((other) => other.date < date && isStanding(other));
}

/**
 * The first instant after `at` from which a page about the versions may say something else: another version takes
 * effect, or a day begins.
 */
export function nextChange(versions: readonly PublishedVersion[], at: Date, timeZone: string): Date {
  const midnight = startOfDay(addDays(dayOf(at, timeZone), 1), timeZone);
  const instants = versions.map(({ effectiveAt }) => Date.parse(effectiveAt));
  return new Date(Math.min(midnight.getTime(), ...instants.filter((instant) => instant > at.getTime())));
}

/** Whole seconds until another version takes effect, `most` at most: how long an answer may be cached. */
export function secondsUntilSwitch(versions: readonly PublishedVersion[], at: Date, max: number): number {
  const next = versions.find(
    (version) => isStanding(version) && Date.parse(version.effectiveAt) > at.getTime(),
  );
  if (!next) return max;
  return Math.min(max, Math.floor((Date.parse(next.effectiveAt) - at.getTime()) / 1000));
}

/** Whether agreeing to `agreed` no longer suffices, because one that took effect after it, up to `current`, is material. */
export function needsFreshAgreement(
  versions: readonly PublishedVersion[],
  agreed: PublishedVersion,
  current: PublishedVersion,
): boolean {
  return versions.some(
    (version) =>
      version.kind === "material" &&
      isStanding(version) &&
      version.date > agreed.date &&
      version.date <= current.date,
  );
}

/**
 * The number of the version that somebody had heard of before this one was announced: the last published before it that
 * stood when it was published. 0 if there is none.
 */
export function heardOfBefore(
  versions: readonly PublishedVersion[],
  { sequence, publishedOn }: PublishedVersion,
): number {
  const earlier = versions.filter(
    ({ sequence: other, state }) => other < sequence && (state.is === "published" || state.on > publishedOn),
  );
  return Math.max(0, ...earlier.map(({ sequence: other }) => other));
}

/** Whether a text with this hash was ever published as this version, in this language or in any. */
export function isPublished(
  versions: readonly PublishedVersion[],
  { version, language, sha256 }: { version: string; language?: string; sha256: string },
): boolean {
  const texts = versions.find(({ date }) => date === version)?.languages ?? {};
  return Object.entries(texts).some(
    ([offered, text]) => text?.sha256 === sha256 && (language === undefined || offered === language),
  );
}
