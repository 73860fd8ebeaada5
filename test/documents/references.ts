import { dirname, join, normalize } from "node:path/posix";
import { slug } from "github-slugger";

/** A document of the repository, by its path from the root. */
export interface Document {
  path: string;
  text: string;
}

/** What documents may name. */
export interface Repository {
  /** Whether a file or folder is there, by its path from the root. */
  has: (path: string) => boolean;
  /** The text of a file that is there. */
  read: (path: string) => string;
  /** What `npm run` knows. */
  scripts: ReadonlySet<string>;
  /** The numbers of the decisions, four digits. */
  decisions: ReadonlySet<string>;
  /** Every word of the code: names of functions, tables, settings. */
  words: ReadonlySet<string>;
}

/** Says what a document gets wrong: one sentence each, none when everything it names exists. */
export type Rule = (document: Document, repository: Repository) => string[];

/** A path between backticks is a file or folder of the repository. */
export const filesAreThere: Rule = ({ path, text }, { has }) =>
  codeIn(text)
    .filter((code) => isPath(code) && !has(code))
    .map((code) => `${path} names ${code}, which does not exist`);

/** Paths begin at the root, because a shorter name could mean any of several files. */
function isPath(code: string): boolean {
  if (/[\s<>{}*…:()]/.test(code)) return false;
  return /^(?:worker|site|editor|local|terminal|test|bench|content|docs)\//.test(code) || isSource.test(code);
}

const isSource = /^[^/.~].*\.(?:ts|mts|mjs|astro|sql|sh)$/;

/** A test quoted after its file is in that file: `test/http/guards.test.ts` “gets that page”. */
export const testsAreThere: Rule = ({ path, text }, { has, read }) =>
  [...text.matchAll(/`([^`]+\.test\.ts)`((?:,? “[^”]+”)+)/g)].flatMap(([, file = "", quotes = ""]) =>
    [...quotes.matchAll(/“([^”]+)”/g)]
      .map(([, name = ""]) => name)
      .filter((name) => !has(file) || !read(file).includes(name))
      .map((name) => `${path} names the test “${name}”, which ${file} does not have`),
  );

/** A command of npm is one of `package.json`. */
export const commandsAreThere: Rule = ({ path, text }, { scripts }) =>
  [...text.matchAll(/\bnpm (?:run (?:-\S+ )*([\w:-]+)|(test|start)\b)/g)]
    .map(([, name, short]) => name ?? short ?? "")
    .filter((name) => !scripts.has(name))
    .map((name) => `${path} names npm run ${name}, which package.json does not have`);

/** A link within the repository leads to a file, and its fragment to a heading. */
export const linksLead: Rule = ({ path, text }, { has, read }) =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
    if (/^[a-z]+:|^\//.test(link)) return [];
    const [file = "", fragment] = link.split("#");
    const target = file === "" ? path : normalize(join(dirname(path), file));
    if (!has(target)) return [`${path} links to ${link}, which does not exist`];
    const isLost = fragment !== undefined && !headingsOf(file === "" ? text : read(target)).has(fragment);
    return isLost ? [`${path} links to ${link}, which is no heading there`] : [];
  });

/** A decision named by number exists. */
export const decisionsAreThere: Rule = ({ path, text }, { decisions }) =>
  [...text.matchAll(/\b(?:[Dd]ecisions?|[Rr]ecords?) (\d+(?:(?:, | and )\d+)*)/g)]
    .flatMap(([, numbers = ""]) => numbers.split(/, | and /))
    .filter((number) => !decisions.has(number))
    .map((number) => `${path} names decision ${number}, which does not exist`);

/**
 * A function, table or setting that a document names is in the code. Decisions are exempt: they tell how things were.
 */
export const namesAreThere: Rule = ({ path, text }, { words }) =>
  path.startsWith("docs/decisions/")
    ? []
    : codeIn(text)
        .filter((code) => isName.test(code) && !words.has(code))
        .map((code) => `${path} names ${code}, which is nowhere in the code`);

/** `camelCase`, `PascalCase`, `snake_case`, `UPPER_CASE`. */
const isName = /^[A-Za-z]\w*(?:[a-z][A-Z]|_)\w*$/;

function codeIn(text: string): string[] {
  return [...text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]+`/g, "");
}

function headingsOf(text: string): Set<string> {
  return new Set(
    [...text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => slug(title)),
  );
}
