import { type Catalog, type Subject, sourceLanguage } from "./catalog.ts";
import { compileCatalog, compileKeys } from "./catalog-module.ts";
import { typesOf } from "./types.ts";

/**
 * The modules made of the catalogs, by name: the types, the keys, the languages, the texts of each, and a
 * list of all.
 * @param listed the languages that the site offers
 */
export function compiledFiles(
  catalogs: readonly Catalog[],
  listed: readonly string[],
  timeZone: string,
): Map<string, string> {
  const [english] = catalogs;
  if (!english) throw new Error(`content/texts/${sourceLanguage} is not there`);
  const inEvery = [...english.subject.entries.keys()].filter((name) =>
    catalogs.every(({ subject }) => subject.entries.has(name)),
  );
  const isWhole = ({ tag }: Catalog) => tag === sourceLanguage || listed.includes(tag);
  const languages = catalogs.map((catalog) => {
    // Of a language that the site does not offer, only what every language has is useful.
    const entries = [...catalog.subject.entries].filter(
      ([name]) => isWhole(catalog) || inEvery.includes(name),
    );
    const entry: Subject = { ...catalog.subject, entries: new Map(entries) };
    const formats = { locale: catalog.locale, timeZone, isSource: catalog === english };
    const [type, keys] = isWhole(catalog) ? ["Texts", "keys"] : ["Shared", "sharedKeys"];
    const written = compileCatalog({ english: english.subject, entry, keys }, type, formats);
    return [`${catalog.tag}.ts`, written] as const;
  });
  return new Map([
    ["types.ts", typesOf(english.subject, inEvery)],
    ["keys.ts", compileKeys(english.subject, inEvery)],
    ["languages.ts", languagesModule(catalogs)],
    ["catalogs.ts", catalogsModule(catalogs, catalogs.filter(isWhole))],
    ...languages,
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

function catalogsModule(catalogs: readonly Catalog[], whole: readonly Catalog[]): string {
  const imports = catalogs.map(({ tag }, index) => `import { texts as t${index} } from "./${tag}.ts";`);
  const named = (some: readonly Catalog[]) =>
    some.map((catalog) => `${quoted(catalog.tag)}: t${catalogs.indexOf(catalog)}`).join(", ");
  return `${imports.join("\n")}
import type { Language } from "./languages.ts";
import type { Shared, Texts } from "./types.ts";

export const whole: Readonly<Partial<Record<Language, () => Texts>>> = { ${named(whole)} };
export const shared: Readonly<Record<Language, () => Shared>> = { ${named(catalogs)} };
`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
