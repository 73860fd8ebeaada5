import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";
import type { Known } from "./known.ts";
import { type Message, readMessage } from "./message.ts";

/** The language in which texts are written first. It decides keys and arguments. */
export const sourceLanguage = "en";

/** A mistake in a catalog: where it is and what to do. */
export interface TextProblem {
  /** Path from the root, with the line: `content/texts/en/contact.json:3`. */
  at: string;
  sentence: string;
}

/** One text: a message, or a list of them. */
export interface Text {
  at: string;
  messages: readonly Message[];
  isList: boolean;
}

/** Texts below a key, or the text itself. */
export type Entry = Text | Subject;

/** The entries of a file, of a folder, or below a key. */
export interface Subject {
  at: string;
  entries: ReadonlyMap<string, Entry>;
}

/** Every text of one language. */
export interface Catalog {
  tag: string;
  /** The locale by which the language writes days, numbers and plurals: en-GB for en. */
  locale: string;
  subject: Subject;
  problems: readonly TextProblem[];
}

/** Whether an entry holds others. */
export function isSubject(entry: Entry): entry is Subject {
  return "entries" in entry;
}

/** Reads `content/texts/<tag>`: each folder and file is a subject, named as code names it. */
export function readCatalog(root: string, tag: string, known: Known): Catalog {
  const folder = join("content/texts", tag);
  const problems: TextProblem[] = [];
  const locale = localeIn(join(root, folder, "language.json"), tag);
  const top = new Map<string, Entry>();
  for (const file of globSync("**/*.json", { cwd: join(root, folder) }).sort()) {
    const at = join(folder, file);
    const parts = file
      .replace(/\.json$/, "")
      .split("/")
      .map(nameOf);
    const subject = readFile(readFileSync(join(root, at), "utf8"), at, { locale, known, problems });
    if (subject) put(top, parts, subject, folder);
  }
  return { tag, locale, subject: { at: folder, entries: top }, problems };
}

/** The locale in `language.json`; the language's own tag if that names none that `Intl` knows. */
function localeIn(file: string, tag: string): string {
  try {
    const { locale } = JSON.parse(readFileSync(file, "utf8")) as { locale?: unknown };
    return Intl.getCanonicalLocales(typeof locale === "string" ? locale : tag)[0] ?? tag;
  } catch {
    // A file that is missing or unreadable is reported with the other mistakes.
    return tag;
  }
}

/** `data-request` as code names it: `dataRequest`. */
function nameOf(part: string): string {
  return part.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function put(top: Map<string, Entry>, parts: readonly string[], subject: Subject, folder: string): void {
  let entries = top;
  for (const part of parts.slice(0, -1)) {
    const below = new Map<string, Entry>();
    const there = entries.get(part);
    if (there && isSubject(there)) {
      for (const [key, entry] of there.entries) below.set(key, entry);
    }
    entries.set(part, { at: folder, entries: below });
    entries = below;
  }
  entries.set(parts.at(-1) ?? "", subject);
}

function readFile(json: string, at: string, of: Omit<Reading, "placeOf">): Subject | undefined {
  const { problems } = of;
  try {
    JSON.parse(json);
  } catch (error) {
    problems.push({ at, sentence: `This is not JSON: ${(error as Error).message}` });
    return undefined;
  }
  const lines = new LineCounter();
  // JSON is YAML too, and this parser knows each key's line and which keys are duplicates.
  const document = parseDocument(json, { lineCounter: lines });
  const placeOf = (offset: number) => `${at}:${lines.linePos(offset).line}`;
  for (const { pos, message } of document.errors) {
    problems.push({ at: placeOf(pos[0]), sentence: message.split("\n")[0] ?? message });
  }
  const entry = readEntry(document.contents, `${at}:1`, { ...of, placeOf });
  if (entry && isSubject(entry)) return entry;
  problems.push({ at: `${at}:1`, sentence: "Write an object: keys with their texts." });
  return undefined;
}

interface Reading {
  placeOf: (offset: number) => string;
  locale: string;
  known: Known;
  problems: TextProblem[];
}

function readEntry(node: Node | null, at: string, reading: Reading): Entry | undefined {
  if (isMap(node)) {
    const entries = new Map<string, Entry>();
    for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
      const place = reading.placeOf(key.range?.[0] ?? 0);
      const entry = readEntry(value, place, reading);
      if (entry) entries.set(isScalar(key) ? String(key.value) : "", entry);
    }
    return { at, entries };
  }
  const items = isSeq(node) ? (node.items as Node[]) : [node];
  const messages = items.flatMap((item) => {
    if (!isScalar(item) || typeof item.value !== "string") {
      reading.problems.push({ at, sentence: "Write a text in quotes, a list of texts, or keys with texts." });
      return [];
    }
    const { message, problem } = readMessage(item.value, reading.locale, reading.known);
    if (problem) reading.problems.push({ at: reading.placeOf(item.range?.[0] ?? 0), sentence: problem });
    return message ? [message] : [];
  });
  return messages.length === items.length && items.length > 0
    ? { at, messages, isList: isSeq(node) }
    : undefined;
}
