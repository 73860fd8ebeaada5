import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { digestOfFiles } from "../digest.ts";
import { writeWhole } from "../versions/write.ts";
import { type Catalog, readCatalog, sourceLanguage, type TextProblem } from "./catalog.ts";
import { compareCatalogs } from "./compare.ts";
import { compiledFiles } from "./modules.ts";
import { knownIn, readSettings, type Settings } from "./settings.ts";

/** Where compiled texts stand, git-ignored. */
export const compiledFolder = "worker/texts/compiled";

const projectRoot = fileURLToPath(new URL("../../", import.meta.url));

/** The catalogs of every language, English first, and everything wrong with them. */
export interface ReadTexts {
  catalogs: readonly Catalog[];
  problems: readonly TextProblem[];
}

/** Reads every language below `content/texts`, and compares each with English. */
export function readTexts(root: string, settings: Settings): ReadTexts {
  const listed = settings.languages;
  const folder = join(root, "content/texts");
  const others = readdirSync(folder).filter((tag) => tag !== sourceLanguage);
  const catalogs = [sourceLanguage, ...others.sort()].map((tag) =>
    readCatalog(root, tag, knownIn(settings, tag)),
  );
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

/** One problem per line: where it is and what to do. */
export function wordsOf(problems: readonly TextProblem[]): string {
  return problems.map(({ at, sentence }) => `${at}  ${sentence}`).join("\n");
}

/** What the compiled files are made from, in their folder. */
const stamp = "inputs.sha256";

/**
 * Compiles every text into `worker/texts/compiled`, where a file changes only when its text does, unless what is there
 * was made from the same. A build, a check and each start of the tests ask for it.
 * @throws Error with one line for each text that cannot be compiled or is missing in a language
 */
export function writeTexts(root: string = projectRoot): void {
  const folder = join(root, compiledFolder);
  const digest = digestOfInputs(root);
  if (existsSync(join(folder, stamp)) && readFileSync(join(folder, stamp), "utf8") === digest) {
    markCompiled(folder);
    return;
  }
  const settings = readSettings(root);
  const { languages, timeZone } = settings;
  const { catalogs, problems } = readTexts(root, settings);
  if (problems.length > 0) throw new Error(`The texts have mistakes:\n${wordsOf(problems)}`);
  rmSync(join(folder, stamp), { force: true });
  writeFolder(folder, compiledFiles(catalogs, languages, timeZone));
  writeFileSync(join(folder, stamp), digest);
}

/** The texts, what they need of the organization, and the compiler itself. */
function digestOfInputs(root: string): string {
  const texts = globSync("content/texts/**/*.json", { cwd: root });
  const compiler = globSync("editor/texts/*.ts", { cwd: projectRoot });
  return [
    digestOfFiles(root, ["content/organization.yaml", ...texts]),
    digestOfFiles(projectRoot, ["worker/web/offer-names.ts", ...compiler]),
  ].join(" ");
}

/** Another process may write the same files at once, so each appears whole. */
function writeFolder(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) {
    const file = join(folder, name);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    writeWhole(file, text);
  }
  markCompiled(folder);
  for (const name of readdirSync(folder))
    if (name.endsWith(".ts") && !files.has(name)) rmSync(join(folder, name));
}

/** Marks everything as compiled, even where nothing had to change. */
function markCompiled(folder: string): void {
  utimesSync(join(folder, "all.ts"), new Date(), new Date());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    writeTexts();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
