import { addDays, dayOf, startOfDay } from "../../web/days.ts";
import type { PublishedVersion, VersionState } from "./version.ts";

/** Whether a version was not withdrawn. */
export function isStanding({ state }: PublishedVersion): boolean {
  return state.is === "published";
}

/**
 * The version that binds at an instant.
 * @param versions the lock's versions, oldest first
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

/** The version that follows in the lock, past those that were withdrawn. */
export function successorOf(
  versions: readonly PublishedVersion[],
  version: PublishedVersion,
): PublishedVersion | undefined {
  return versions.find((other) => other.sequence > version.sequence && isStanding(other));
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

/** Whether agreeing to `agreed` no longer suffices, because a later version up to `current` is material. */
export function needsFreshAgreement(
  versions: readonly PublishedVersion[],
  agreed: PublishedVersion,
  current: PublishedVersion,
): boolean {
  return versions.some(
    (version) =>
      version.kind === "material" &&
      isStanding(version) &&
      version.sequence > agreed.sequence &&
      version.sequence <= current.sequence,
  );
}

/**
 * The version that somebody had heard of before this one was announced: the last below it that stood when this one was
 * published. 0 if there is none.
 */
export function heardOfBefore(
  versions: readonly PublishedVersion[],
  { sequence, publishedOn }: PublishedVersion,
): number {
  const earlier = versions.findLast(
    ({ sequence: other, state }) => other < sequence && (state.is === "published" || state.on > publishedOn),
  );
  return earlier?.sequence ?? 0;
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
