import type { DataKind } from "../policy/commitments/commitments.ts";
import type { PublishedVersion } from "../policy/versions/version.ts";
import { commitmentsAt, endOf } from "./ends.ts";
import type { Held } from "./hold.ts";
import type { FixedPeriod } from "./periods.ts";
import { periodKept } from "./purposes.ts";

/**
 * How long something lasts, as its owner is told: until a day; for a period after its purpose has ended; or for as long as
 * a law requires. Without a period it goes at once when its purpose has ended.
 */
export type Lasting =
  | { kind: DataKind; until: Date }
  | { kind: DataKind; after: FixedPeriod | undefined }
  | { kind: DataKind; law: true };

/** What is known of something when its owner asks how long it lasts. */
export interface Lasted {
  kind: DataKind;
  collectedAt: Date;
  /** When its purpose ended; undefined while it is open. */
  endedAt?: Date | undefined;
  held?: Held | undefined;
}

/** How long something lasts, seen at an instant. A silent hold changes nothing of it. */
export function lastingOf(
  { kind, collectedAt, endedAt, held }: Lasted,
  published: readonly PublishedVersion[],
  at: Date,
): Lasting {
  if (held === "told") return { kind, law: true };
  const collectedUnder = commitmentsAt(published, collectedAt);
  const inForce = commitmentsAt(published, at);
  if (endedAt) {
    const until = endOf(kind, endedAt, collectedUnder, inForce);
    return until ? { kind, until } : { kind, after: undefined };
  }
  // Of two periods that begin later, the one that would end first today.
  const [shorter] = [collectedUnder, inForce].sort(
    (a, b) =>
      (endOf(kind, at, a, a)?.getTime() ?? Number.POSITIVE_INFINITY) -
      (endOf(kind, at, b, b)?.getTime() ?? Number.POSITIVE_INFINITY),
  );
  return { kind, after: periodKept(kind, shorter) };
}
