import { type Entry, isSubject, type Text } from "./catalog.ts";
import type { Message } from "./message.ts";

/** Writes the shape of all texts: each key with its words in English and its arguments. */
export function typesOf(
  english: Entry,
  parts: { Shared: readonly string[]; Frame: readonly string[] },
): string {
  const part = (name: keyof typeof parts) => {
    const keys = parts[name].map((key) => JSON.stringify(key)).join(" | ");
    return `export type ${name} = Pick<Texts, ${keys || "never"}>;`;
  };
  return [
    `import type { Rich } from "../rich.ts";`,
    "",
    "/** Every text of pages, forms and mail, by subject. */",
    `export interface Texts ${typeOf(english)}`,
    "",
    "/** The subjects that every language has. */",
    part("Shared"),
    "",
    "/** The subjects that are always there. */",
    part("Frame"),
    "",
    "/** Words with elements inside. */",
    "export type { Rich };",
    "",
  ].join("\n");
}

function typeOf(entry: Entry): string {
  if (!isSubject(entry)) return typeOfText(entry);
  const fields = [...entry.entries].map(
    ([key, below]) => `/** ${wordsOf(below)} */\nreadonly ${JSON.stringify(key)}: ${typeOf(below)};`,
  );
  return `{\n${fields.join("\n")}\n}`;
}

function typeOfText({ messages, isList }: Text): string {
  const one = messages.some((message) => message.isRich) ? "Rich" : "string";
  const value = isList ? `readonly ${one}[]` : one;
  const taken = parametersOf(messages);
  return taken ? `(values: ${taken}) => ${value}` : value;
}

/** The type of what some messages take together; nothing when they take nothing. */
export function parametersOf(messages: readonly Message[]): string | undefined {
  const taken = new Map(messages.flatMap((message) => [...message.arguments]));
  if (taken.size === 0) return undefined;
  return `{ ${[...taken].map(([name, type]) => `readonly ${name}: ${type}`).join("; ")} }`;
}

/** What an editor shows beside a key. */
function wordsOf(entry: Entry): string {
  const words = isSubject(entry) ? "" : `${entry.messages.map(({ source }) => source).join(" · ")} — `;
  return `${words}${entry.at}`.replaceAll("*/", "*∕");
}
