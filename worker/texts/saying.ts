import { dateIn, numberIn, pluralIn, wordsIn } from "./format.ts";
import type { Rich, RichElement } from "./rich.ts";

/** How something that is put into a text is written: by what, and the options of `Intl` for it. */
export type Format =
  | readonly [by: "words" | "number", options: Intl.NumberFormatOptions]
  | readonly [by: "date", options: Intl.DateTimeFormatOptions]
  | readonly [by: "plural", options: Intl.PluralRulesOptions];

/**
 * What is put into a text: an argument as it is; in one of the language's formats, less an offset; or, by its value or
 * its plural form, one of several wordings and else the last.
 */
export type Hole =
  | readonly [name: string, format?: number, less?: number]
  | readonly [name: string, plural: number | null, less: number, cases: readonly Case[], other: Wording];

type Case = readonly [test: string | number, said: Wording];

/** Words with holes. */
export type Wording = string | readonly (string | Hole)[];

/** The same with elements, whose addresses and instants are holes too. */
export type RichWording = readonly (string | Hole | ElementWording)[];

export interface ElementWording {
  element: RichElement["element"];
  href?: Hole;
  datetime?: Hole;
  words: RichWording;
}

type Said = string | Rich | readonly (string | Rich)[];

/** A text as it is compiled: what it says, or the wording of one that takes arguments. */
export type Written = Said | Template;

type Template =
  | { text: Wording }
  | { texts: readonly Wording[] }
  | { rich: RichWording }
  | { riches: readonly RichWording[] };

/** What an argument may be. */
type Values = Readonly<Record<string, string | number | Date>>;
type Writing = (value: never) => string;

/** What writes each of the formats of a language. */
export function writersOf(formats: readonly Format[], locale: string): readonly Writing[] {
  return formats.map(([by, options]) => makers[by](locale, options as never));
}

const makers = { words: wordsIn, number: numberIn, date: dateIn, plural: pluralIn };

/** A text as pages use it: a string, a list or rich words, or a function that gives one of them. */
export function saying(written: Written, writers: readonly Writing[]): Said | ((values: Values) => Said) {
  if (!isTemplate(written)) return written;
  return (values) => {
    const put = (hole: Hole): string => putIn(hole, values, writers);
    if ("text" in written) return wordsOf(written.text, put);
    if ("texts" in written) return written.texts.map((each) => wordsOf(each, put));
    return "rich" in written ? richOf(written.rich, put) : written.riches.map((each) => richOf(each, put));
  };
}

function isTemplate(written: Written): written is Template {
  return typeof written === "object" && !Array.isArray(written);
}

function wordsOf(wording: Wording, put: (hole: Hole) => string): string {
  if (typeof wording === "string") return wording;
  return wording.map((part) => (typeof part === "string" ? part : put(part))).join("");
}

function richOf(wording: RichWording, put: (hole: Hole) => string): Rich {
  return wording.map((part) => {
    if (typeof part === "string") return part;
    if (!("element" in part)) return put(part);
    const { element, href, datetime, words } = part;
    return {
      element,
      ...(href && { href: put(href) }),
      ...(datetime && { datetime: put(datetime) }),
      words: richOf(words, put),
    } as RichElement;
  });
}

function putIn(hole: Hole, values: Values, writers: readonly Writing[]): string {
  const [name, format, less = 0, cases, other = ""] = hole;
  const value = values[name];
  const write = writers[format ?? -1];
  const formatted = () =>
    write ? write((less === 0 ? value : Number(value) - less) as never) : asItIs(value);
  if (!cases) return formatted();
  const [, said] = cases.find(([test]) => test === (typeof test === "number" ? value : formatted())) ?? [];
  return wordsOf(said ?? other, (within) => putIn(within, values, writers));
}

/** Words as they are, and an instant as machines read it. */
function asItIs(value: string | number | Date | undefined): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
