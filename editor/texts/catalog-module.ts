import { type Entry, isSubject, type Subject } from "./catalog.ts";
import { type Formats, textIn, type Writer } from "./compile.ts";

/**
 * Writes a language's texts as a module: strings, and functions for those with arguments, in the order of English.
 * @param keys the name in `keys.ts` of what the language has
 */
export function compileCatalog(
  { english, entry, keys }: { english: Subject; entry: Subject; keys: string },
  type: string,
  formats: Formats,
): string {
  const writer: Writer = { formats, made: new Map(), pounds: [], isMail: false, types: new Map() };
  const words = textsOf(english, entry, writer);
  const made = [...writer.made].map(([maker, name]) => `const ${name} = ${maker};`);
  const makers = new Set([...writer.made.keys()].map((maker) => maker.replace(/\(.*/, "")));
  return [
    `import { ${[...makers].sort().join(", ")} } from "../format.ts";`,
    `import { keyed } from "../keyed.ts";`,
    `import { ${keys} } from "./keys.ts";`,
    `import type { ${type} } from "./types.ts";`,
    "",
    ...made,
    "",
    `export const texts = keyed<${type}>(${keys}, () => [`,
    ...words.map((word) => `${word},`),
    "]);",
    "",
  ].join("\n");
}

/** Writes the keys of texts as a module: they are the same in every language, so each has only the words. */
export function compileKeys(english: Subject, shared: readonly string[]): string {
  const everything = [...english.entries].map(([key, below]) => `${JSON.stringify(key)}: ${keysIn(below)}`);
  const some = shared.map((key) => `${JSON.stringify(key)}: keys[${JSON.stringify(key)}]`);
  return `/** Where each text stands; 0 is a text. */
export const keys = { ${everything.join(",\n")} };

/** Those that every language has. */
export const sharedKeys = { ${some.join(", ")} };
`;
}

function keysIn(entry: Entry): string {
  if (!isSubject(entry)) return "0";
  return `{ ${[...entry.entries].map(([key, below]) => `${JSON.stringify(key)}: ${keysIn(below)}`).join(", ")} }`;
}

/**
 * The texts of a subject, one after another. Catalogs are compared before, so each has every key that English has. The
 * mails are the folder of that name; pages speak of mail too.
 */
function textsOf(english: Subject, subject: Subject, writer: Writer, depth = 0): string[] {
  return [...english.entries.keys()].flatMap((key) => {
    const [of, entry] = [english.entries.get(key), subject.entries.get(key)];
    if (!of || !entry) return [];
    if (!isSubject(of) || !isSubject(entry)) return isSubject(entry) ? [] : [textIn(entry, writer)];
    const isMail = writer.isMail;
    writer.isMail ||= key === "mail" && depth === 0;
    const words = textsOf(of, entry, writer, depth + 1);
    writer.isMail = isMail;
    return words;
  });
}
