import { readFileSync } from "node:fs";
import { type Diagnostic, fileStart, problem } from "../diagnostic.ts";

/** Nobody's policy is longer, with its pictures. */
const maxBytes = 10 * 1024 * 1024;

/** A document's title is above its headings. */
const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  ...[1, 2, 3, 4, 5].map((level) => `p[style-name='Heading ${level}'] => h${level + 1}:fresh`),
];

/**
 * A Word document as HTML, with its styles as elements.
 * @param notes gets what it could not read
 */
export async function htmlOfWord(path: string, notes: string[]): Promise<string | Diagnostic> {
  const bytes = readFileSync(path);
  if (bytes.length > maxBytes)
    return problem(path, fileStart, "too-long", "is larger than 10 MB: take its pictures out");
  // Loaded on demand: only Word documents need it.
  const { default: mammoth } = await import("mammoth");
  try {
    const { value, messages } = await mammoth.convertToHtml({ buffer: bytes }, { styleMap });
    notes.push(...messages.map(({ message }) => message.replace(/\.?$/, "")));
    return value;
  } catch {
    return problem(path, fileStart, "not-word", "is no Word document (.docx): save it as one, or as HTML");
  }
}
