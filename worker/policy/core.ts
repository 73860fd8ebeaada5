import type { Language, PublishedVersion, RetentionPeriod, VersionState } from "./schema.ts";

/** A clause as its source declares it; `number` counts from 1 in the order of the text. */
export interface Clause {
  id: string;
  number: number;
  title: string;
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
  return versions.findLast((version) => Date.parse(version.effectiveAt) <= at.getTime());
}

/** Where a published version stands at an instant. */
export function stateOf(
  versions: readonly PublishedVersion[],
  version: PublishedVersion,
  at: Date,
): Exclude<VersionState, "draft"> {
  if (Date.parse(version.effectiveAt) > at.getTime()) return "upcoming";
  return versionInForce(versions, at) === version ? "in-force" : "superseded";
}

/** The version that follows in the lock. */
export function successorOf(
  versions: readonly PublishedVersion[],
  version: PublishedVersion,
): PublishedVersion | undefined {
  return versions.find((other) => other.sequence === version.sequence + 1);
}

/** Whole seconds until another version takes effect, at most `most`: how long an answer may be kept. */
export function secondsUntilSwitch(versions: readonly PublishedVersion[], at: Date, most: number): number {
  const next = versions.find((version) => Date.parse(version.effectiveAt) > at.getTime());
  if (!next) return most;
  return Math.min(most, Math.floor((Date.parse(next.effectiveAt) - at.getTime()) / 1000));
}

/** Whether agreeing to `agreed` is not enough any more, because a later version up to `current` is material. */
export function needsFreshAgreement(
  versions: readonly PublishedVersion[],
  agreed: PublishedVersion,
  current: PublishedVersion,
): boolean {
  return versions.some(
    ({ sequence, kind }) => sequence > agreed.sequence && sequence <= current.sequence && kind === "material",
  );
}

/** The clauses that an MDX source declares with `<Clause id="…" title="…">`. */
export function clausesOf(source: string): Clause[] {
  const opening = /^<Clause id="([^"]+)" title="([^"]+)">$/gm;
  return [...source.matchAll(opening)].map(([, id = "", title = ""], index) => ({
    id,
    title,
    number: index + 1,
  }));
}

/**
 * A source as it is hashed: LF line ends, Unicode NFC, no space at the end of a line, one LF at the end.
 * `shasum` of the published download gives the same digest.
 */
export function normaliseSource(source: string): string {
  const lines = source
    .replace(/^\uFEFF/, "")
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  return `${lines
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd()}\n`;
}

/** SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The first instant of a day in a time zone: midnight, or where a clock change skips midnight, what comes instead.
 * @param day `YYYY-MM-DD`
 */
export function startOfDay(day: string, timeZone: string): Date {
  return instantOf(`${day}T00:00`, timeZone);
}

/**
 * The first instant at which the wall clocks of a time zone show a time, or where a clock change skips that time,
 * what comes instead.
 * @param wall `YYYY-MM-DDTHH:MM`
 */
export function instantOf(wall: string, timeZone: string): Date {
  const asUtc = Date.parse(`${wall}:00Z`);
  const dayLong = 24 * 60 * 60 * 1000;
  // The zone's offset then is the one of the day before or the one of the day after, or its clocks change.
  const [earlier, later] = [asUtc - dayLong, asUtc + dayLong]
    .map((instant) => new Date(asUtc - offsetAt(instant, timeZone)))
    .sort((a, b) => a.getTime() - b.getTime()) as [Date, Date];
  return wallClock(earlier, timeZone).startsWith(wall) ? earlier : later;
}

/** The day that an instant falls on in a time zone, `YYYY-MM-DD`. */
export function dayOf(at: Date, timeZone: string): string {
  return formatter(timeZone).format(at).slice(0, 10);
}

/** The hour of the day that an instant falls in, 0 to 23. */
export function hourOf(at: Date, timeZone: string): number {
  return Number(formatter(timeZone).format(at).slice(11, 13));
}

/** A retention period in words: `P24M` is "24 months". */
export function periodInWords(period: RetentionPeriod, language: Language = "en"): string {
  if (period === "purpose") return "as long as the purpose needs";
  const unit = { D: "day", M: "month", Y: "year" }[period.at(-1) as "D" | "M" | "Y"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(
    Number(period.slice(1, -1)),
  );
}

/**
 * When a period that begins at an instant is over, counted in UTC; where a month is too short, on its last day.
 * @returns undefined for `purpose`, which has no end of its own
 */
export function endOfPeriod(period: RetentionPeriod, from: Date): Date | undefined {
  if (period === "purpose") return undefined;
  const count = Number(period.slice(1, -1));
  const end = new Date(from);
  if (period.endsWith("D")) {
    end.setUTCDate(end.getUTCDate() + count);
    return end;
  }
  const months = period.endsWith("Y") ? count * 12 : count;
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + months);
  const days = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(from.getUTCDate(), days));
  return end;
}

/** Milliseconds by which the zone's wall clock is ahead of UTC at an instant. */
function offsetAt(instant: number, timeZone: string): number {
  return Date.parse(`${wallClock(new Date(instant), timeZone)}Z`) - Math.floor(instant / 1000) * 1000;
}

/** What the wall clocks of a zone show at an instant: `2026-11-22T14:05:09`. */
function wallClock(at: Date, timeZone: string): string {
  return formatter(timeZone).format(at).replace(" ", "T");
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Formats as `2026-11-22 14:05:09`; kept, because making one costs more than using it. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  formatters.set(timeZone, made);
  return made;
}
