import {
  isDateTimeSkeleton,
  isNumberSkeleton,
  type MessageFormatElement,
  TYPE,
} from "@formatjs/icu-messageformat-parser";
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
  /** Formatters by the expression that makes them, each made once. */
  made: Map<string, string>;
  /** The argument whose count `#` shows: the innermost plural's. */
  pounds: string[];
  /** Whether the text is one of a mail. */
  isMail: boolean;
  /** The arguments of the message being written. */
  types: Message["arguments"];
}

/** A text as an expression: a string, a list, or a function of its arguments. */
export function textIn({ messages, isList }: Text, writer: Writer): string {
  const isRich = messages.some((message) => message.isRich);
  const written = messages.map((message) => messageIn(message, isRich, writer));
  const value = isList ? `[${written.join(", ")}]` : (written[0] ?? `""`);
  const taken = parametersOf(messages);
  return taken ? `(a: ${taken}) => ${value}` : value;
}

function messageIn({ parts, arguments: types }: Message, isRich: boolean, writer: Writer): string {
  writer.types = types;
  return isRich ? `[${richIn(parts, writer).join(", ")}]` : stringIn(parts, writer);
}

/** A message as one template, or as a plain string without arguments. */
function stringIn(parts: readonly MessageFormatElement[], writer: Writer): string {
  if (parts.every((part) => part.type === TYPE.literal))
    return JSON.stringify(set(parts.map((part) => part.value).join(""), writer));
  const pieces = parts.map((part) =>
    part.type === TYPE.literal
      ? set(part.value, writer).replace(/[`\\]|\$\{/g, "\\$&")
      : `\${${valueIn(part, writer)}}`,
  );
  return `\`${pieces.join("")}\``;
}

/** A message with tags as a list of strings and elements. */
function richIn(parts: readonly MessageFormatElement[], writer: Writer): string[] {
  return parts.map((part, index) => {
    if (part.type !== TYPE.tag) return valueIn(writer.isMail ? part : joined(part, parts[index + 1]), writer);
    const words = `words: [${richIn(part.children, writer).join(", ")}]`;
    if (part.value === "time") return `{ element: "time", datetime: ${instantIn(part.children)}, ${words} }`;
    return elements.has(part.value)
      ? `{ element: ${JSON.stringify(part.value)}, ${words} }`
      : `{ element: "a", href: a.${part.value}, ${words} }`;
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
function instantIn([date]: readonly MessageFormatElement[]): string {
  if (date?.type !== TYPE.date) throw new Error("A <time> holds a date: messages are checked before");
  return hasHours(date.style) ? `a.${date.value}.toISOString()` : `a.${date.value}`;
}

/** What one part gives, as a string expression. */
function valueIn(part: MessageFormatElement, writer: Writer): string {
  switch (part.type) {
    case TYPE.literal:
      return JSON.stringify(set(part.value, writer));
    case TYPE.argument:
      return isWords(part.value, writer)
        ? `a.${part.value}`
        : `${maker(writer, "wordsIn", {})}(a.${part.value})`;
    case TYPE.number: {
      const options = isNumberSkeleton(part.style) ? part.style.parsedOptions : numberStyle(part.style);
      return `${number(writer, options)}(a.${part.value})`;
    }
    case TYPE.date: {
      const zone = hasHours(part.style) ? writer.formats.timeZone : "UTC";
      const shown = isDateTimeSkeleton(part.style)
        ? part.style.parsedOptions
        : { dateStyle: part.style ?? "medium" };
      return `${maker(writer, "dateIn", { ...shown, timeZone: zone })}(a.${part.value})`;
    }
    case TYPE.pound:
      return `${number(writer, {})}(${writer.pounds.at(-1)})`;
    case TYPE.plural: {
      const count = part.offset === 0 ? `a.${part.value}` : `a.${part.value} - ${part.offset}`;
      writer.pounds.push(count);
      // A language with one form for every number, such as Chinese, needs no rule.
      const category = () =>
        `${maker(writer, "pluralIn", { type: part.pluralType ?? "cardinal" })}(${count})`;
      const written = choice(part.options, writer, (name) =>
        name.startsWith("=")
          ? `a.${part.value} === ${name.slice(1)}`
          : `${category()} === ${JSON.stringify(name)}`,
      );
      writer.pounds.pop();
      return written;
    }
    case TYPE.select:
      return choice(part.options, writer, (name) => `a.${part.value} === ${JSON.stringify(name)}`);
    default:
      throw new Error("A tag is no string: messages are checked before they are compiled");
  }
}

/** Whether an argument without a format is a string. It may be a number that English counts. */
function isWords(name: string, { formats, types }: Writer): boolean {
  return formats.isSource && types.get(name) !== "number";
}

function choice(
  options: Readonly<Record<string, { value: MessageFormatElement[] }>>,
  writer: Writer,
  test: (name: string) => string,
): string {
  // Exact numbers come before plural forms: =1 before one.
  const named = Object.entries(options).filter(([name]) => name !== "other");
  const ordered = [
    ...named.filter(([name]) => name.startsWith("=")),
    ...named.filter(([name]) => !name.startsWith("=")),
  ];
  const last = stringIn(Object.entries(options).find(([name]) => name === "other")?.[1].value ?? [], writer);
  return `(${ordered.map(([name, { value }]) => `${test(name)} ? ${stringIn(value, writer)} : `).join("")}${last})`;
}

function numberStyle(style: unknown): Intl.NumberFormatOptions {
  if (style === "percent") return { style: "percent" };
  return style === "integer" ? { maximumFractionDigits: 0 } : {};
}

function number(writer: Writer, options: object): string {
  return maker(writer, "numberIn", options);
}

function maker(writer: Writer, kind: string, options: object): string {
  const expression = `${kind}(${JSON.stringify(writer.formats.locale)}, ${JSON.stringify(options)})`;
  const name = writer.made.get(expression) ?? `f${writer.made.size}`;
  writer.made.set(expression, name);
  return name;
}
