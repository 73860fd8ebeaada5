import {
  isDateTimeSkeleton,
  isNumberSkeleton,
  type MessageFormatElement,
  type PluralElement,
  TYPE,
} from "@formatjs/icu-messageformat-parser";
import type { Format, Hole, RichWording, Wording, Written } from "../../worker/texts/saying.ts";
import { typeset } from "../../worker/texts/typeset.ts";
import type { Text } from "./catalog.ts";
import { elements, hasHours, type Message } from "./message.ts";
import { parametersOf } from "./types.ts";

/** What compiled texts need of the language they are in. */
export interface Formats {
  /** The locale for `Intl`, such as en-GB. */
  locale: string;
  /** The zone in which instants are told, such as Asia/Shanghai. */
  timeZone: string;
  /** Whether this is the language that decides the types of arguments. */
  isSource: boolean;
}

/** What is known and made while the texts of one language are written. */
export interface Writer {
  formats: Formats;
  /** The formats that texts name, by what they are. */
  made: Map<string, { place: number; format: Format }>;
  /** The argument whose count `#` shows, and what is taken off it: the innermost plural's. */
  pounds: { name: string; less: number }[];
  /** Whether the text is one of a mail. */
  isMail: boolean;
  /** The arguments of the message being written. */
  types: Message["arguments"];
}

/** A text as the Worker reads it: what it says, or the wording of one that takes arguments. */
export function textIn({ messages, isList }: Text, writer: Writer): Written {
  const isRich = messages.some((message) => message.isRich);
  const takesNothing = parametersOf(messages) === undefined;
  const each = <Made>(write: (parts: Message["parts"], writer: Writer) => Made): Made[] =>
    messages.map(({ parts, arguments: types }) => write(parts, Object.assign(writer, { types })));
  const riches = isRich ? each(richIn) : [];
  const texts = isRich ? [] : each(stringIn);
  // What takes nothing has no holes: it is what it says.
  if (takesNothing) return (isList ? [...riches, ...texts] : (riches[0] ?? texts[0])) as Written;
  if (isRich) return isList ? { riches } : { rich: riches[0] ?? [] };
  return isList ? { texts } : { text: texts[0] ?? "" };
}

/** A message as words with holes, or as a plain string without any. */
function stringIn(parts: readonly MessageFormatElement[], writer: Writer): Wording {
  const pieces = parts.map((part) => valueIn(part, writer));
  return pieces.every((piece) => typeof piece === "string") ? pieces.join("") : pieces;
}

/** A message with tags as a list of strings, holes and elements. */
function richIn(parts: readonly MessageFormatElement[], writer: Writer): RichWording {
  return parts.map((part, index) => {
    if (part.type !== TYPE.tag) return valueIn(writer.isMail ? part : joined(part, parts[index + 1]), writer);
    const words = richIn(part.children, writer);
    if (part.value === "time") return { element: "time", datetime: instantIn(part.children), words };
    return elements.has(part.value)
      ? { element: part.value as "strong" | "em" | "code", words }
      : { element: "a", href: [part.value], words };
  });
}

/** A time is a box of its own: beside it only a word joiner keeps a short word on its line. */
function joined(part: MessageFormatElement, next: MessageFormatElement | undefined): MessageFormatElement {
  const isBeforeTime = part.type === TYPE.literal && next?.type === TYPE.tag && next.value === "time";
  return isBeforeTime
    ? { ...part, value: part.value.replace(/(?<![\p{L}\p{N}-])(\p{Script=Cyrillic}{1,2}) $/u, "$1 \u2060") }
    : part;
}

/** A literal as its language is set. Mail is plain text, whose words programs look for, and stays as it is. */
function set(text: string, { formats, pounds, isMail }: Writer): string {
  return isMail ? text : typeset(text, formats.locale, pounds.length > 0);
}

/** The day or instant of a `<time>`, as machines read it. */
function instantIn([date]: readonly MessageFormatElement[]): Hole {
  if (date?.type !== TYPE.date) throw new Error("A <time> holds a date: messages are checked before");
  return [date.value];
}

/** What one part gives: words, or a hole for them. */
function valueIn(part: MessageFormatElement, writer: Writer): string | Hole {
  switch (part.type) {
    case TYPE.literal:
      return set(part.value, writer);
    case TYPE.argument:
      return isWords(part.value, writer) ? [part.value] : [part.value, placeOf(writer, ["words", {}])];
    case TYPE.number: {
      const options = isNumberSkeleton(part.style) ? part.style.parsedOptions : numberStyle(part.style);
      return [part.value, placeOf(writer, ["number", options])];
    }
    case TYPE.date: {
      const zone = hasHours(part.style) ? writer.formats.timeZone : "UTC";
      const shown = isDateTimeSkeleton(part.style)
        ? part.style.parsedOptions
        : ({ dateStyle: part.style ?? "medium" } as Intl.DateTimeFormatOptions);
      return [part.value, placeOf(writer, ["date", { ...shown, timeZone: zone }])];
    }
    case TYPE.pound: {
      const { name = "", less = 0 } = writer.pounds.at(-1) ?? {};
      const place = placeOf(writer, ["number", {}]);
      return less === 0 ? [name, place] : [name, place, less];
    }
    case TYPE.plural:
      return pluralIn(part, writer);
    case TYPE.select:
      return [part.value, null, 0, ...choice(part.options, writer)];
    default:
      throw new Error("A tag is no string: messages are checked before they are compiled");
  }
}

function pluralIn({ value: name, offset: less, options, pluralType }: PluralElement, writer: Writer): Hole {
  writer.pounds.push({ name, less });
  // A language with one form for every number, such as Chinese, needs no rule.
  const isByRule = Object.keys(options).some((form) => form !== "other" && !form.startsWith("="));
  const rule = isByRule ? placeOf(writer, ["plural", { type: pluralType ?? "cardinal" }]) : null;
  const hole: Hole = [name, rule, less, ...choice(options, writer)];
  writer.pounds.pop();
  return hole;
}

/** Whether an argument without a format is a string. It may be a number that English counts. */
function isWords(name: string, { formats, types }: Writer): boolean {
  return formats.isSource && types.get(name) !== "number";
}

/** The wordings of a choice, each with what it is for, and the one for everything else. */
function choice(
  options: Readonly<Record<string, { value: MessageFormatElement[] }>>,
  writer: Writer,
): [cases: [test: string | number, said: Wording][], other: Wording] {
  // Exact numbers come before plural forms: =1 before one.
  const named = Object.entries(options).filter(([name]) => name !== "other");
  const ordered = [
    ...named.filter(([name]) => name.startsWith("=")),
    ...named.filter(([name]) => !name.startsWith("=")),
  ];
  const cases = ordered.map(([name, { value }]): [string | number, Wording] => [
    name.startsWith("=") ? Number(name.slice(1)) : name,
    stringIn(value, writer),
  ]);
  return [cases, stringIn(options.other?.value ?? [], writer)];
}

function numberStyle(style: unknown): Intl.NumberFormatOptions {
  if (style === "percent") return { style: "percent" };
  return style === "integer" ? { maximumFractionDigits: 0 } : {};
}

/** Where a format stands among those of its language. */
function placeOf({ made }: Writer, format: Format): number {
  const key = JSON.stringify(format);
  const { place } = made.get(key) ?? { place: made.size };
  made.set(key, { place, format });
  return place;
}
