import type { YearOfDisclosures } from "../../accounts/disclosures/years.ts";
import type { PublishedKey } from "../../forms/receipts/receipt.ts";
import type { Fact } from "../../log/entry.ts";
import { nameOfReceiptKey, nameOfText } from "../../log/names.ts";
import { keyLine, type NoteKey } from "../../log/note.ts";
import type { PublishedVersion } from "../../policy/versions/version.ts";
import type { Language } from "../../web/organization.ts";

/**
 * Everything that the lock says about texts, in the order of publishing: each as it was published, translations, and what
 * was withdrawn.
 */
export function factsOfVersions(versions: readonly PublishedVersion[]): Fact[] {
  const published = versions.toSorted((one, other) => one.sequence - other.sequence);
  return published.flatMap((version) => [
    ...Object.entries(version.languages).map(([language, text]) =>
      factOfText(version, language as Language, text.sha256, text.addedOn),
    ),
    ...withdrawalOf(version),
  ]);
}

/** The keys that sign the log, and those that sign receipts; each first key is the one in use. */
export function factsOfKeys(log: readonly NoteKey[], receipts: readonly PublishedKey[]): Fact[] {
  return [
    ...oldestFirst(log.map(keyLine)).map((key) => ({
      name: `log-key ${key}`,
      says: { kind: "log-key", key },
    })),
    ...oldestFirst(receipts).map(({ kty, crv, x, kid }) => ({
      name: nameOfReceiptKey(kid),
      says: { kind: "receipt-key", kid, jwk: { kty, crv, x } },
    })),
  ];
}

/** The rules by which visits are counted. */
export function factOfRules(rules: string): Fact {
  return { name: `counting-rules ${rules}`, says: { kind: "counting-rules", rules } };
}

/** What is published of the audit log at the end of a day. */
export function factOfAudit(day: string, value: string, opening: string): Fact {
  return { name: `audit ${day}`, says: { kind: "audit", day, value }, opening };
}

/** What the jobs did on a day, which nobody can read from it until it is opened. */
export function factOfRetention(day: string, commitment: string, opening: string): Fact {
  return { name: `retention ${day}`, says: { kind: "retention", day, commitment }, opening };
}

/** How many disclosures there were in a year that is over, as the kept page says it. */
export function factOfDisclosures(year: string, disclosed: readonly YearOfDisclosures[]): Fact {
  const counts = disclosed
    .filter((one) => one.year === year)
    .map(({ kind, count }) => [kind, count] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    name: `disclosures ${year}`,
    says: { kind: "disclosures", year, counts: Object.fromEntries(counts) },
  };
}

function factOfText(
  { date, sequence, effectiveAt, publishedOn, kind }: PublishedVersion,
  language: Language,
  sha256: string,
  addedOn: string,
): Fact {
  const says = { date, sequence, language, sha256, effectiveAt, publishedOn, change: kind };
  return {
    name: nameOfText(date, language),
    says: addedOn === publishedOn ? { kind: "version", ...says } : { kind: "translation", ...says, addedOn },
  };
}

function withdrawalOf({ date, state }: PublishedVersion): Fact[] {
  if (state.is !== "withdrawn") return [];
  const { on, reason } = state;
  return [{ name: `withdrawal ${date}`, says: { kind: "withdrawal", date, on, reason } }];
}

/** Secrets name the key in use first; the log tells them in the order in which they came. */
function oldestFirst<Key>(keys: readonly Key[]): Key[] {
  return keys.toReversed();
}
