import { dayOf } from "../../worker/web/days.ts";
import type { Language, Organization } from "../../worker/web/organization.ts";
import { check } from "../check/check.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { readTree, type Tree, type Version } from "../versions/tree.ts";

/** A message of `check`, and the clause in which its line is. */
export interface Note extends Diagnostic {
  /** Without one, it is about the front matter or the version as a whole. */
  clause?: string;
}

/** One text as it is being written. */
export interface LiveText {
  date: string;
  language: Language;
  isDraft: boolean;
  /** The version before it, to compare with. */
  before?: string;
  /** What `check` says of this version, in the order of its lines. */
  notes: readonly Note[];
  /** Why the text cannot be shown at all: its mistakes, with their lines. Empty when it can. */
  unreadable: readonly Diagnostic[];
  /** The text, as far as it could be read. */
  text?: string;
  /** Every text there is, to go on to: dates with languages. */
  others: readonly { date: string; languages: readonly Language[]; isDraft: boolean }[];
}

/** Reads a text and what is wrong with it; undefined when there is no such text. */
export async function readLive(
  folder: string,
  organization: Organization,
  date: string,
  language: string,
): Promise<LiveText | undefined> {
  const tree = readTree(folder);
  const index = tree.versions.findIndex((version) => version.date === date);
  const version = tree.versions[index];
  const source = version?.sources.find((one) => one.language === language);
  if (!version || !source) return undefined;
  const today = dayOf(new Date(), organization.timeZone);
  const all = await check({ tree, organization, today });
  const notes = all
    .filter(({ file }) => file === source.file || isBeside(file, date))
    .map((one) => ({ ...one, ...(one.file === source.file && clauseAt(source.text, one.line)) }));
  const before = tree.versions[index - 1]?.date;
  const isShown = source.blocks !== undefined && source.frontMatter !== undefined;
  return {
    date,
    language: source.language,
    isDraft: !version.locked,
    ...(before === undefined ? {} : { before }),
    notes,
    unreadable: isShown ? [] : source.problems,
    ...(source.text === undefined ? {} : { text: source.text }),
    others: tree.versions.map(listed),
  };
}

/** The text to begin with: the newest draft, or the newest version. Undefined while there is none. */
export function newest({ versions }: Tree): { date: string; language: Language } | undefined {
  const version = versions.findLast(({ locked }) => !locked) ?? versions.at(-1);
  const language = version?.sources[0]?.language;
  return version && language ? { date: version.date, language } : undefined;
}

function listed({ date, locked, sources }: Version): LiveText["others"][number] {
  return { date, languages: sources.map(({ language }) => language), isDraft: !locked };
}

/** Whether a file belongs to a version as a whole: its promises, say. */
function isBeside(file: string, date: string): boolean {
  return file.split(/[/\\]/).includes(date) && !file.endsWith(".mdx");
}

/** The clause that begins last before a line. Read from the text, because a clause with mistakes is never parsed. */
function clauseAt(text = "", line: number): { clause?: string } {
  const above = text.split("\n").slice(0, line).join("\n");
  const [, clause] = [...above.matchAll(/<Clause\s[^>]*?id="([^"]+)"/g)].at(-1) ?? [];
  return clause === undefined ? {} : { clause };
}
