import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { MdastNode } from "satteri";
import type { FrontMatter } from "../../worker/policy/text/front-matter.ts";
import { normaliseSource } from "../../worker/policy/text/source.ts";
import type { Language } from "../../worker/web/organization.ts";
import { type Diagnostic, fileStart, type Place, problem } from "../diagnostic.ts";
import { decode } from "./decode.ts";
import { readFrontMatter } from "./front-matter.ts";
import { parseText } from "./parsing.ts";

/** One language of one version. What could not be read is missing, and `problems` says why. */
export interface Source {
  date: string;
  language: Language;
  /** Its absolute path. */
  path: string;
  /** Its path, as an editor in the working folder would write it. */
  file: string;
  text?: string;
  frontMatter?: FrontMatter;
  placeOf: (...path: PropertyKey[]) => Place;
  blocks?: readonly MdastNode[];
  /** The blocks, or what they would be if what could not be read were words: to find all mistakes at once. */
  guessed: readonly MdastNode[];
  problems: readonly Diagnostic[];
}

/** Reads one source as far as it can be read. */
export function readSource(path: string, date: string, language: Language): Source {
  const file = relative(process.cwd(), path);
  const source: Source = { date, language, path, file, placeOf: () => fileStart, guessed: [], problems: [] };
  const read = readText(path, file);
  if (typeof read !== "string") return { ...source, problems: [read] };
  // As it is hashed and as the site reads it, so that nothing compares what nobody can see.
  const text = normaliseSource(read);
  const { data, problems, placeOf } = readFrontMatter(text, file);
  const { blocks, guessed, problems: unread } = parseText(text, file);
  return {
    ...source,
    text,
    placeOf,
    ...(data && { frontMatter: data }),
    ...(blocks && { blocks }),
    guessed,
    problems: [...problems, ...unread],
  };
}

/** The text of a file, or why it cannot be read. */
export function readText(path: string, file: string): string | Diagnostic {
  try {
    return decode(readFileSync(path), file);
  } catch (error) {
    const reason = readingFailures[(error as NodeJS.ErrnoException).code ?? ""];
    if (!reason) throw error;
    return problem(file, fileStart, "unreadable", reason);
  }
}

const readingFailures: Record<string, string> = {
  ENOENT: "is not there: check the name",
  EISDIR: "is a folder: name a file",
  ENOTDIR: "is not there: check the name",
  EACCES: "may not be read: check its permissions",
  ELOOP: "is a link to itself: put the file there",
};
