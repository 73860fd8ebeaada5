import { decoded } from "./markdown.ts";
import type {
  Clause,
  Commitments,
  Language,
  PublishedVersion,
  RetentionPeriod,
  VersionState,
} from "./schema.ts";

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
    title: decoded(title),
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
 * What `<Commitment of="…" />` prints: `minimumAge`, `smallestGroup`, `noticeDays`, `backupDays` or
 * `retention.<kind>`. Throws when it names no commitment.
 */
export function commitmentInWords(of: string, commitments: Commitments, language: Language): string {
  const { retention, ...numbers } = commitments;
  const kind = /^retention\.(\w+)$/.exec(of)?.[1];
  if (kind && Object.hasOwn(retention, kind)) {
    return periodInWords(retention[kind as keyof typeof retention], language);
  }
  if (of === "minimumAge" || of === "smallestGroup") return String(numbers[of]);
  if (of === "noticeDays" || of === "backupDays") return periodInWords(`P${numbers[of]}D`, language);
  throw new Error(`<Commitment of="${of}" /> names no commitment`);
}

/** A retention period in words: `P24M` is "24 months". */
export function periodInWords(period: RetentionPeriod, language: Language = "en"): string {
  if (period === "purpose") return purposeInWords[language];
  const unit = { D: "day", M: "month", Y: "year" }[period.at(-1) as "D" | "M" | "Y"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(
    Number(period.slice(1, -1)),
  );
}

const purposeInWords: Readonly<Record<Language, string>> = {
  en: "as long as the purpose needs",
  zh: "实现目的所需的期限",
  ru: "столько, сколько требует цель",
};
