import { extname } from "node:path";
import { type Diagnostic, fileStart, problem } from "../diagnostic.ts";
import { readText } from "../versions/source.ts";
import { compose } from "./compose.ts";
import { type ImportedText, retitled } from "./document.ts";
import { clauseIds } from "./ids.ts";
import { readMarkdown } from "./markdown.ts";
import { readPlainText } from "./plain.ts";

/** A file as the body of an MDX text. */
export interface Imported {
  text: ImportedText;
  body: string;
}

/**
 * Reads a plain text or, by its extension, a Markdown file. A diagnostic says why it cannot be imported.
 * @param known ids of the previous version's clauses, by title
 * @param title shown instead of the file's own, which then stays in the text
 */
export function importFile(
  path: string,
  known: ReadonlyMap<string, string>,
  title?: string,
): Imported | Diagnostic {
  const source = readText(path, path);
  if (typeof source !== "string") return source;
  const isMarkdown = [".md", ".markdown"].includes(extname(path).toLowerCase());
  const read = isMarkdown ? readMarkdown(source) : readPlainText(source);
  if (!read) {
    const wanted = isMarkdown ? "such as ## Partners" : "such as 1. Scope, numbered from 1";
    return problem(path, fileStart, "no-heading", `has no heading: give each clause one, ${wanted}`);
  }
  const text = title === undefined ? read : retitled(read, title);
  const titles = text.clauses.map((clause) => clause.title);
  const composed = compose(text, clauseIds(titles, known));
  if ("body" in composed) return { text, body: composed.body };
  const message = `would not be shown word for word at “${composed.difference}”: write that place more simply`;
  return problem(path, fileStart, "not-word-for-word", message);
}
