import type { MdastNode } from "satteri";

/** A text on its way into MDX: what stands before the first clause, and the clauses. */
export interface ImportedText {
  /** The title that the file gives. */
  title: string | undefined;
  /** Whether that title is a line of the text, so that the page has to show it. */
  isTitleInText: boolean;
  /** Whether the file counts its clauses 1., 2., 3. just as the site does; if not, titles keep what they have. */
  numbered: boolean;
  preamble: MdastNode[];
  clauses: ImportedClause[];
  /** What the site has to show, white space aside. */
  shown: string;
  /** What was left out or changed, for the editor to know. */
  notes: string[];
}

export interface ImportedClause {
  title: string;
  /** The anchor that Markdown sites make of the heading, to which links in the text may point. */
  slug?: string;
  blocks: MdastNode[];
}

/** The text under another title; a title line that it brought stays as its first paragraph. */
export function retitled(text: ImportedText, title: string): ImportedText {
  const own = text.title !== undefined && text.isTitleInText ? [textParagraph(text.title)] : [];
  return { ...text, title, isTitleInText: false, preamble: [...own, ...text.preamble] };
}

/** More than this is no title. */
export const longestTitle = 200;

/** A paragraph of plain text. */
export function textParagraph(value: string): MdastNode {
  return { type: "paragraph", children: [{ type: "text", value }] };
}

/**
 * Takes the numbers off the titles when they count 1., 2., 3. as the site does, and else leaves the titles alone.
 */
export function withoutNumbers(titles: readonly string[]): { titles: readonly string[]; numbered: boolean } {
  const numbered = titles.every((title, index) => new RegExp(`^${index + 1}\\.\\s*\\S`).test(title));
  return { titles: numbered ? titles.map((title) => title.replace(/^\d+\.\s*/, "")) : titles, numbered };
}
