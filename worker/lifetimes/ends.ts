import type { Commitments, DataKind } from "../policy/commitments/commitments.ts";
import { versionInForce } from "../policy/versions/history.ts";
import type { PublishedVersion } from "../policy/versions/version.ts";
import { endOfPeriod, keptFrom, latestEnded } from "./periods.ts";
import { type EndingKind, periodKept } from "./purposes.ts";

/**
 * When something ends whose purpose ended at an instant: of the version it was collected under and the version in force,
 * the one that keeps it for a shorter time decides (docs/decisions/0040-retention-by-kind.md).
 * @returns undefined where it has no end of its own
 */
export function endOf(
  kind: EndingKind,
  ended: Date,
  collectedUnder: Commitments | undefined,
  inForce: Commitments | undefined,
): Date;
export function endOf(
  kind: DataKind,
  ended: Date,
  collectedUnder: Commitments | undefined,
  inForce: Commitments | undefined,
): Date | undefined;
export function endOf(
  kind: DataKind,
  ended: Date,
  collectedUnder: Commitments | undefined,
  inForce: Commitments | undefined,
): Date | undefined {
  const ends = [collectedUnder, inForce].flatMap((commitments) => {
    const period = periodKept(kind, commitments);
    return period ? [endOfPeriod(period, ended)] : [];
  });
  return ends.sort((a, b) => a.getTime() - b.getTime())[0];
}

/** What was collected from `from` until before `until` is over if its purpose ended at or before `over`. */
export interface Span {
  from: string;
  until: string;
  over: string;
}

/** What of a kind is over at an instant, for each version under which it was collected: `endOf`, read backwards. */
export function spansOver(kind: DataKind, published: readonly PublishedVersion[], at: Date): Span[] {
  const inForce = commitmentsAt(published, at);
  return reignsOf(published).flatMap(({ commitments, from, until }) => {
    const periods = [commitments, inForce].flatMap((one) => periodKept(kind, one) ?? []);
    const over = periods.map((period) => latestEnded(period, at).toISOString()).sort();
    return over.slice(-1).map((latest) => ({ from, until, over: latest }));
  });
}

/**
 * The first day of a kind that is still kept, `YYYY-MM-DD`. Days go from the oldest on, so a day goes with a later one
 * that was collected under a version that keeps less.
 */
export function firstDayKept(
  kind: EndingKind,
  published: readonly PublishedVersion[],
  at: Date,
  dayIn: (at: Date) => string,
): string {
  const today = dayIn(at);
  const inForce = commitmentsAt(published, at);
  const first = reignsOf(published).map(({ commitments, from, until }) => {
    const kept = latest([commitments, inForce].map((one) => keptFrom(periodKept(kind, one), today) ?? ""));
    if (from !== "" && dayIn(new Date(from)) >= kept) return "";
    const next = until === never ? until : dayIn(new Date(until));
    return next < kept ? next : kept;
  });
  return latest(first);
}

function latest(days: readonly string[]): string {
  return days.toSorted().at(-1) ?? "";
}

/** A comparable instant after all others. */
const never = "9999";

/** Each version that has been in force or will be, and from when until when something was collected under it. */
function reignsOf(published: readonly PublishedVersion[]) {
  const ruling = published.filter((one) => versionInForce(published, new Date(one.effectiveAt)) === one);
  return ruling.map(({ commitments, effectiveAt }, index) => ({
    commitments,
    // Nothing was collected before the first version but tests and what staff tried.
    from: index === 0 ? "" : effectiveAt,
    until: ruling[index + 1]?.effectiveAt ?? never,
  }));
}

/** What the version in force at an instant commits to; before the first, what the first does. */
export function commitmentsAt(published: readonly PublishedVersion[], at: Date): Commitments | undefined {
  return (versionInForce(published, at) ?? published[0])?.commitments;
}

/** When the proof of something agreed to under each version ends, if it was taken back at an instant. */
export function endsOfProof(
  published: readonly PublishedVersion[],
  at: Date,
): Readonly<Record<string, string>> {
  const inForce = commitmentsAt(published, at);
  return Object.fromEntries(
    published.map(({ date, commitments }) => [
      date,
      endOf("consent", at, commitments, inForce).toISOString(),
    ]),
  );
}
