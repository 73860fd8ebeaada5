import { extname } from "node:path";
import { type Diagnostic, fileStart, problem } from "../diagnostic.ts";
import { readText } from "../versions/source.ts";
import { compose } from "./compose.ts";
import { type ImportedText, retitled } from "./document.ts";
import { htmlOfWord } from "./docx.ts";
import { readHtml } from "./html.ts";
import { clauseIds } from "./ids.ts";
import { type Links, withLinks } from "./links.ts";
import { readMarkdown } from "./markdown.ts";
import { readPlainText } from "./plain.ts";

/** A file as the body of an MDX text. */
export interface Imported {
  text: ImportedText;
  body: string;
}

/** What an import takes from elsewhere. */
export interface ImportOptions {
  /** Ids of the previous version's clauses, by title. */
  known: ReadonlyMap<string, string>;
  /** Ids of the clauses of the same version in another language, in order. */
  twins?: readonly string[] | undefined;
  /** Shown instead of the file's own title, which then stays in the text. */
  title?: string | undefined;
  links: Links;
}

/** Reads a file by its extension: Markdown, HTML, Word or plain text. A diagnostic says why it cannot be imported. */
export async function importFile(path: string, options: ImportOptions): Promise<Imported | Diagnostic> {
  const given = await readFile(path);
  if ("rule" in given) return given;
  const titled = options.title === undefined ? given : retitled(given, options.title);
  const text = withLinks(titled, options.links, path);
  if ("rule" in text) return text;
  const titles = text.clauses.map((clause) => clause.title);
  const { twins } = options;
  if (twins !== undefined && twins.length !== titles.length) {
    const message = `has ${titles.length} clauses, and the same version has ${twins.length} in another language: translate each of them`;
    return problem(path, fileStart, "other-clauses", message);
  }
  const composed = compose(text, twins ?? clauseIds(titles, options.known));
  if ("body" in composed) return { text, body: composed.body };
  const message = `would not be shown word for word at “${composed.difference}”: write that place more simply`;
  return problem(path, fileStart, "not-word-for-word", message);
}

async function readFile(path: string): Promise<ImportedText | Diagnostic> {
  const kind = kinds[extname(path).toLowerCase()] ?? plainText;
  const notes: string[] = [];
  const source = kind === word ? await htmlOfWord(path, notes) : readText(path, path);
  if (typeof source !== "string") return source;
  const read = kind.read(source);
  if (read) return { ...read, notes: [...notes, ...read.notes] };
  return problem(path, fileStart, "no-heading", `has no heading: give each clause one, ${kind.wanted}`);
}

/** How to read a kind of file, and how its headings look. */
interface Kind {
  read: (source: string) => ImportedText | undefined;
  wanted: string;
}

const plainText: Kind = {
  read: readPlainText,
  wanted: "such as 1. Scope, Article 1, 第一条, or a line in capitals",
};
const markdown: Kind = { read: readMarkdown, wanted: "such as ## Partners" };
const page: Kind = { read: readHtml, wanted: "such as <h2>Partners</h2>" };
const word: Kind = { read: readHtml, wanted: "with the style “Heading 2”, or in bold on a line of its own" };

const kinds: Readonly<Record<string, Kind>> = {
  ".md": markdown,
  ".markdown": markdown,
  ".htm": page,
  ".html": page,
  ".docx": word,
};
