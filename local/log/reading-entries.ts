import { holds } from "./fault.ts";

/** A text as the log has it: the words of one version in one language. */
export interface LoggedText {
  date: string;
  sequence: number;
  language: string;
  sha256: string;
  publishedOn: string;
  addedOn?: string;
  /** When the log took it. */
  at: string;
}

/** What the entries of a log say together. */
export interface LogContents {
  texts: readonly LoggedText[];
  withdrawn: ReadonlySet<string>;
  /** The days with a value of the audit log. */
  days: readonly string[];
  logKeys: readonly string[];
  receiptKeys: readonly string[];
}

type Entry = { at: string; kind: string } & Readonly<Record<string, unknown>>;

const kinds = [
  "log-key",
  "receipt-key",
  "counting-rules",
  "version",
  "translation",
  "withdrawal",
  "audit",
  "retention",
  "disclosures",
];

/**
 * Reads entries and holds them against each other: no text twice, no version before another, no day twice.
 * @throws LogFault at the first entry that contradicts one before
 */
export function readEntries(entries: readonly Uint8Array[]): LogContents {
  const texts = new Map<string, LoggedText>();
  const order = new Map<string, number>();
  const withdrawn = new Set<string>();
  const keys = { "log-key": new Set<string>(), "receipt-key": new Set<string>() };
  const days = { audit: [] as string[], retention: [] as string[] };
  for (const [place, bytes] of entries.entries()) {
    const entry = parsed(bytes, place);
    const { kind } = entry;
    if (kind === "version" || kind === "translation") addText(texts, order, entry, place);
    else if (kind === "withdrawal") withdrawn.add(String(entry.date));
    else if (kind === "log-key") keys[kind].add(String(entry.key));
    else if (kind === "receipt-key") keys[kind].add(String(entry.kid));
    else if (kind === "audit" || kind === "retention") addDay(days[kind], String(entry.day), kind, place);
  }
  return {
    texts: [...texts.values()],
    withdrawn,
    days: days.audit,
    logKeys: [...keys["log-key"]],
    receiptKeys: [...keys["receipt-key"]],
  };
}

function addText(
  texts: Map<string, LoggedText>,
  order: Map<string, number>,
  entry: Entry,
  place: number,
): void {
  const text = entry as unknown as LoggedText;
  const { date, sequence, language, publishedOn } = text;
  const name = `${date} in ${language}`;
  holds(!texts.has(name), `entry ${place} rewrites the version of ${name}, which the log has already`);
  const [lastDate, last = 0] = [...order].at(-1) ?? [];
  const before = [...texts.values()].findLast((one) => one.date === lastDate)?.publishedOn ?? "";
  const isKnown = order.get(date) === sequence;
  // It may take effect before another that is still to come, and never before it was published.
  const isInTime = publishedOn >= before && date >= publishedOn;
  const isNext = !order.has(date) && sequence === last + 1 && isInTime;
  holds(isKnown || isNext, `entry ${place} slips the version of ${date} in before others`);
  order.set(date, sequence);
  texts.set(name, text);
}

function addDay(days: string[], day: string, kind: string, place: number): void {
  const last = days.at(-1);
  holds(
    last === undefined || day > last,
    `entry ${place} is the ${kind} of ${day}, which is not after ${last}`,
  );
  days.push(day);
}

function parsed(bytes: Uint8Array, place: number): Entry {
  try {
    const entry = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Entry;
    if (kinds.includes(entry.kind)) return entry;
  } catch {
    // Said below: neither JSON nor of a kind that docs/log.md describes.
  }
  holds(false, `entry ${place} is none that docs/log.md describes`);
}
