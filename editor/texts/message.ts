import {
  type MessageFormatElement,
  type PluralElement,
  parse,
  type SelectElement,
  type TagElement,
  TYPE,
} from "@formatjs/icu-messageformat-parser";
import { isKnown, type Known, problemWith, settled } from "./known.ts";

/** The elements that a text may use as they are. Other tags are times and links. */
export const elements: ReadonlySet<string> = new Set(["strong", "em", "code"]);

/** What code has to pass for one argument, as TypeScript writes it. */
export type ArgumentType = string;

/** One message in ICU MessageFormat, read. */
export interface Message {
  /** As it stands in the file. */
  source: string;
  parts: readonly MessageFormatElement[];
  arguments: ReadonlyMap<string, ArgumentType>;
  /** What it takes of what every text knows. */
  known: ReadonlySet<string>;
  /** Whether it has tags, so that it becomes parts and not one string. */
  isRich: boolean;
}

/** Reads a message of a language. A mistake comes back as a sentence that says what to do. */
export function readMessage(
  source: string,
  locale: string,
  known: Known,
): { message?: Message; problem?: string } {
  try {
    const parts = parse(source, {
      shouldParseSkeletons: true,
      requiresOtherClause: true,
      captureLocation: true,
    });
    const found: Found = {
      arguments: new Map(),
      taken: new Set(),
      isRich: false,
      problems: [],
      locale,
      known,
    };
    collect(parts, found, false);
    const { problems, isRich, taken } = found;
    if (problems[0]) return { problem: problems[0] };
    // Also what the organization leaves out decides which arguments a text takes: code passes the same to every site.
    const read = { arguments: sorted(found.arguments), known: taken, isRich };
    return { message: { source, parts: settled(parts, known), ...read } };
  } catch (error) {
    // The parser names a mistake by its constant: EXPECT_ARGUMENT_CLOSING_BRACE.
    const name = (error as Error).message.toLowerCase().replaceAll("_", " ");
    return { problem: `The message cannot be read (${name}): see docs/texts.md for what one may hold.` };
  }
}

interface Found {
  arguments: Map<string, ArgumentType>;
  taken: Set<string>;
  known: Known;
  isRich: boolean;
  problems: string[];
  locale: string;
}

function collect(parts: readonly MessageFormatElement[], found: Found, isChoice: boolean): void {
  for (const part of parts) collectPart(part, found, isChoice);
}

function collectPart(part: MessageFormatElement, found: Found, isChoice: boolean): void {
  if (isKnown(part, found.known)) {
    collectKnown(part, found);
    return;
  }
  switch (part.type) {
    case TYPE.argument:
      add(part.value, "string", found);
      break;
    case TYPE.number:
      add(part.value, "number", found);
      break;
    case TYPE.date:
      add(part.value, hasHours(part.style) ? "Date" : "string", found, true);
      break;
    case TYPE.time:
      found.problems.push(
        `{${part.value}, time} has no day: write {${part.value}, date, ::dMMMMyHHmm}, without what is not wanted.`,
      );
      break;
    case TYPE.plural:
      add(part.value, "number", found);
      checkPlural(part, found);
      collectOptions(part.options, found);
      break;
    case TYPE.select:
      add(part.value, unionOf(part), found);
      collectOptions(part.options, found);
      break;
    case TYPE.tag:
      checkTag(part, found, isChoice);
      collect(part.children, found, false);
      break;
  }
}

/** What every text knows is no argument. Tags may stand in such a choice, because it is made before anybody asks. */
function collectKnown(part: MessageFormatElement, found: Found): void {
  if (part.type !== TYPE.select && part.type !== TYPE.argument) return;
  found.taken.add(part.value);
  if (part.type === TYPE.argument) return;
  const problem = problemWith(part);
  if (problem) found.problems.push(problem);
  for (const { value } of Object.values(part.options)) collect(value, found, false);
}

function collectOptions(options: PluralElement["options"], found: Found): void {
  for (const { value } of Object.values(options)) collect(value, found, true);
}

/** The names that a select distinguishes; “other” is one only if it says something. */
function unionOf({ options }: SelectElement): ArgumentType {
  const named = Object.entries(options).filter(([name, { value }]) => name !== "other" || value.length > 0);
  return named
    .map(([name]) => JSON.stringify(name))
    .sort()
    .join(" | ");
}

function checkTag({ value: name, children }: TagElement, found: Found, isChoice: boolean): void {
  found.isRich = true;
  if (isChoice) found.problems.push(`<${name}> stands inside a plural or select: put it around that.`);
  if (name === "time") {
    const isDate = children.length === 1 && children[0]?.type === TYPE.date;
    if (!isDate) found.problems.push("<time> holds one date: <time>{day, date, long}</time>.");
  } else if (name.toLowerCase().endsWith("link")) add(name, "string", found, true);
  else if (!elements.has(name)) {
    const known = [...elements, "time"].map((each) => `<${each}>`).join(", ");
    found.problems.push(
      `<${name}> is not known: a text may have ${known}, and tags that end in “link”. A < itself is written '<'.`,
    );
  }
}

/** A bare `{name}` takes the type that another place in the message gives it. */
function add(name: string, type: ArgumentType, found: Found, isFixed = type !== "string"): void {
  if (!/^[a-z]\w*$/i.test(name)) found.problems.push(`{${name}} needs a name of letters, such as {days}.`);
  const there = found.arguments.get(name);
  if (there === undefined || there === "string") found.arguments.set(name, type);
  else if (isFixed && there !== type) {
    found.problems.push(`{${name}} is a ${there} in one place and a ${type} in another: name them apart.`);
  }
}

/** A language has its own plural forms; without one of them a text would read wrong. */
function checkPlural({ value: name, options, pluralType }: PluralElement, found: Found): void {
  const given = Object.keys(options);
  const rules = new Intl.PluralRules(found.locale, { type: pluralType ?? "cardinal" });
  const forms: readonly string[] = rules.resolvedOptions().pluralCategories;
  const counts = Array.from({ length: 200 }, (_, count) => count).filter(
    (count) => !given.includes(`=${count}`),
  );
  const needed = new Set<string>(counts.map((count) => rules.select(count)));
  const missing = [...needed].filter((form) => !given.includes(form));
  const unknown = given.filter((form) => !/^=\d+$/.test(form) && !forms.includes(form));
  if (missing.length > 0) {
    found.problems.push(
      `{${name}, plural} needs ${missing.join(", ")}: “${found.locale}” has ${forms.join(", ")}.`,
    );
  }
  if (unknown.length > 0) {
    found.problems.push(
      `{${name}, plural} has ${unknown.join(", ")}: “${found.locale}” has ${forms.join(", ")}.`,
    );
  }
}

/** Whether a date's skeleton shows hours: then it is an instant, otherwise a day. */
export function hasHours(style: unknown): boolean {
  return (
    typeof style === "object" &&
    style !== null &&
    "pattern" in style &&
    /[hHkKjm]/.test(String(style.pattern))
  );
}

function sorted(types: ReadonlyMap<string, ArgumentType>): Map<string, ArgumentType> {
  return new Map([...types].sort(([a], [b]) => (a < b ? -1 : 1)));
}
