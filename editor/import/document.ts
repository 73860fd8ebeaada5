import type { MdastNode } from "satteri";

/** A text on its way into MDX: what precedes the first clause, and the clauses. */
export interface ImportedText {
  /** The title that the file gives. */
  title: string | undefined;
  /** Whether that title is a line of the text, so that the page has to show it. */
  isTitleInText: boolean;
  /** Whether the file numbers its clauses 1., 2., 3. just as the site does. If not, titles keep their numbers. */
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
  /** Its anchors in the file, which links of the text may use. */
  anchors: readonly string[];
  blocks: MdastNode[];
}

/** The text under another title. A title line of its own stays as its first paragraph. */
export function retitled(text: ImportedText, title: string): ImportedText {
  const own = text.title !== undefined && text.isTitleInText ? [textParagraph(text.title)] : [];
  return { ...text, title, isTitleInText: false, preamble: [...own, ...text.preamble] };
}

/** Anything longer is no title. */
export const longestTitle = 200;

/** A paragraph of plain text. */
export function textParagraph(value: string): MdastNode {
  return { type: "paragraph", children: [{ type: "text", value }] };
}

/** Removes the numbers of the titles if they count 1., 2., 3. as the site does; otherwise leaves the titles alone. */
export function withoutNumbers(titles: readonly string[]): { titles: readonly string[]; numbered: boolean } {
  const numbered = titles.every((title, index) => new RegExp(`^${index + 1}\\.\\s*\\S`).test(title));
  return { titles: numbered ? titles.map((title) => title.replace(/^\d+\.\s*/, "")) : titles, numbered };
}
