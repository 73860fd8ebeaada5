import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { type Catalog, type Entry, isSubject, readCatalog, type TextProblem } from "./catalog.ts";
import { compareCatalogs } from "./compare.ts";
import { compileCatalog } from "./compile.ts";
import { typesOf } from "./types.ts";

/** The language in which texts are written first: it decides keys and arguments. */
export const sourceLanguage = "en";

/** Where compiled texts stand, git-ignored. */
export const compiledFolder = "worker/texts/compiled";

const projectRoot = fileURLToPath(new URL("../../", import.meta.url));

/** The catalogs of every language, English first, with all that is wrong with them. */
export interface ReadTexts {
  catalogs: readonly Catalog[];
  problems: readonly TextProblem[];
}

/** Reads every language below `content/texts`, and compares each with English. */
export function readTexts(root: string, listed: readonly string[]): ReadTexts {
  const folder = join(root, "content/texts");
  const others = readdirSync(folder).filter((tag) => tag !== sourceLanguage);
  const catalogs = [sourceLanguage, ...others.sort()].map((tag) => readCatalog(root, tag));
  const [english, ...translated] = catalogs;
  const absent = listed
    .filter((tag) => !catalogs.some((catalog) => catalog.tag === tag))
    .map((tag) => ({
      at: `content/texts/${tag}`,
      sentence: `organization.yaml lists “${tag}”: add this folder.`,
    }));
  const compared = translated.flatMap((other) =>
    english ? compareCatalogs(english, other, listed.includes(other.tag)) : [],
  );
  return { catalogs, problems: [...absent, ...catalogs.flatMap(({ problems }) => problems), ...compared] };
}

/** One problem a line: where it is and what to do. */
export function wordsOf(problems: readonly TextProblem[]): string {
  return problems.map(({ at, sentence }) => `${at}  ${sentence}`).join("\n");
}

/**
 * Compiles every text into `worker/texts/compiled`, where files change only when their text does.
 * @throws Error with a line for each text that cannot be compiled or that a language lacks
 */
export function writeTexts(root: string = projectRoot): void {
  const { languages, timeZone } = readSettings(root);
  const { catalogs, problems } = readTexts(root, languages);
  if (problems.length > 0) throw new Error(`The texts have mistakes:\n${wordsOf(problems)}`);
  writeFolder(join(root, compiledFolder), compiledFiles(catalogs, languages, timeZone));
}

/**
 * What the texts need of `organization.yaml`. Read here, because the Worker's own schema of it needs compiled texts,
 * and a fresh clone has none.
 */
const Settings = z.object({ languages: z.array(z.string()), timeZone: z.string() });

/** The languages that the site is in and its time zone. */
export function readSettings(root: string): z.infer<typeof Settings> {
  return Settings.parse(parse(readFileSync(join(root, "content/organization.yaml"), "utf8")));
}

function compiledFiles(
  catalogs: readonly Catalog[],
  listed: readonly string[],
  timeZone: string,
): Map<string, string> {
  const tags = catalogs.map(({ tag }) => tag);
  const names = tags.map((tag) => JSON.stringify(tag));
  const [english] = catalogs;
  if (!english) throw new Error(`content/texts/${sourceLanguage} does not exist`);
  const inEvery = [...english.subject.entries.keys()].filter((name) =>
    catalogs.every(({ subject }) => subject.entries.has(name)),
  );
  const whole = tags.filter((tag) => tag === sourceLanguage || listed.includes(tag));
  const files = new Map<string, string>();
  files.set("types.ts", typesOf(english.subject, inEvery));
  files.set(
    "languages.ts",
    [
      "/** Every language that has texts; `organization.yaml` lists those that the site is in. */",
      `export const languages = [${names.join(", ")}] as const;`,
      "export type Language = (typeof languages)[number];",
      "",
      "/** By which rules each language writes days and numbers. */",
      `export const locales: Readonly<Record<Language, string>> = { ${catalogs
        .map((catalog) => `${JSON.stringify(catalog.tag)}: ${JSON.stringify(localeOf(catalog))}`)
        .join(", ")} };`,
      "",
    ].join("\n"),
  );
  files.set(
    "catalogs.ts",
    [
      ...tags.map((tag, index) => `import { texts as t${index} } from "./${tag}.ts";`),
      `import type { Language } from "./languages.ts";`,
      `import type { Shared, Texts } from "./types.ts";`,
      "",
      `export const whole: Readonly<Partial<Record<Language, Texts>>> = { ${whole
        .map((tag) => `${JSON.stringify(tag)}: t${tags.indexOf(tag)}`)
        .join(", ")} };`,
      `export const shared: Readonly<Record<Language, Shared>> = { ${tags
        .map((tag, index) => `${JSON.stringify(tag)}: t${index}`)
        .join(", ")} };`,
      "",
    ].join("\n"),
  );
  for (const { tag, subject } of catalogs) {
    const isWhole = whole.includes(tag);
    // Of a language in which the site is not, only what every language has is of use.
    const kept: Entry = isWhole
      ? subject
      : { at: subject.at, entries: new Map([...subject.entries].filter(([name]) => inEvery.includes(name))) };
    const formats = {
      locale: localeOf({ tag, subject }),
      timeZone,
      isSource: tag === sourceLanguage,
    };
    files.set(`${tag}.ts`, compileCatalog(kept, isWhole ? "Texts" : "Shared", formats));
  }
  return files;
}

/** `language.json` says by which locale a language formats: en-GB for en. */
function localeOf({ tag, subject }: Pick<Catalog, "tag" | "subject">): string {
  const language = subject.entries.get("language");
  const locale = language && isSubject(language) ? language.entries.get("locale") : undefined;
  return locale && !isSubject(locale) ? (locale.messages[0]?.source ?? tag) : tag;
}

/** Another process may write the same at once, so each file appears whole. */
function writeFolder(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) {
    const file = join(folder, name);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    const part = `${file}.${process.pid}`;
    writeFileSync(part, text);
    renameSync(part, file);
  }
  // Says that all is compiled, also where nothing had to change.
  utimesSync(join(folder, "catalogs.ts"), new Date(), new Date());
  for (const name of readdirSync(folder))
    if (name.endsWith(".ts") && !files.has(name)) rmSync(join(folder, name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    writeTexts();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
