import type { Contents } from "../../worker/texts/catalogs.ts";
import { type Catalog, sourceLanguage } from "./catalog.ts";
import { compileCatalog, compileKeys } from "./catalog-module.ts";
import { typesOf } from "./types.ts";

/** The subjects that the Worker keeps with its code: what stands around every page, and what went wrong. */
const frameSubjects = ["language", "problems", "shell"];

/**
 * The modules made of the catalogs, by name: the types, the languages, all texts, and those that are always there.
 * @param listed the languages that the site offers
 */
export function compiledFiles(
  catalogs: readonly Catalog[],
  listed: readonly string[],
  timeZone: string,
): Map<string, string> {
  const [english] = catalogs;
  if (!english) throw new Error(`content/texts/${sourceLanguage} is not there`);
  const subjects = [...english.subject.entries.keys()];
  const shared = subjects.filter((name) => catalogs.every(({ subject }) => subject.entries.has(name)));
  const frame = subjects.filter((name) => frameSubjects.includes(name));
  const isWhole = ({ tag }: Catalog) => tag === sourceLanguage || listed.includes(tag);
  // Of a language that the site does not offer, only what every language has is useful.
  const languages = catalogs.map((catalog) =>
    compileCatalog(english, catalog, isWhole(catalog) ? subjects : shared, timeZone),
  );
  const contents: Contents = {
    keys: compileKeys(english.subject, subjects),
    shared,
    languages: catalogs.map((catalog) => ({
      tag: catalog.tag,
      locale: catalog.locale,
      isWhole: isWhole(catalog),
    })),
  };
  const frames = {
    keys: compileKeys(english.subject, frame),
    languages: Object.fromEntries(
      catalogs
        .filter(isWhole)
        .map((catalog) => [catalog.tag, compileCatalog(english, catalog, frame, timeZone)]),
    ),
  };
  return new Map([
    ["types.ts", typesOf(english.subject, { Shared: shared, Frame: frame })],
    ["languages.ts", languagesModule(catalogs)],
    ["frame.ts", frameModule(frames)],
    ["all.ts", allModule([contents, ...languages].map((line) => JSON.stringify(line)).join("\n"))],
  ]);
}

function languagesModule(catalogs: readonly Catalog[]): string {
  const locales = catalogs.map(({ tag, locale }) => `${quoted(tag)}: ${quoted(locale)}`);
  return `/** Every language that has texts; \`organization.yaml\` lists those that the site is in. */
export const languages = [${catalogs.map(({ tag }) => quoted(tag)).join(", ")}] as const;
export type Language = (typeof languages)[number];

/** By whose rules each language writes days and numbers. */
export const locales: Readonly<Record<Language, string>> = { ${locales.join(", ")} };
`;
}

function frameModule(frames: object): string {
  return `import type { CompiledLanguage, Keys } from "../keyed.ts";

/** What is always there, in each language that the site is in. */
export const frames: { keys: Keys; languages: Readonly<Record<string, CompiledLanguage>> } = ${JSON.stringify(frames)};
`;
}

function allModule(file: string): string {
  return `import type { AllTexts } from "../reading.ts";

/** A line that says what is here, and a line of each language. The built Worker has its address instead. */
export const all: AllTexts = { file: ${JSON.stringify(file)} };
`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
