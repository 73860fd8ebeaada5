import type { MdastNode } from "satteri";
import { type ImportedText, longestTitle, textParagraph, withoutNumbers } from "./document.ts";
import { headingsOf } from "./headings.ts";

/** Reads a plain text whose headings are numbered lines. Undefined when it has none. */
export function readPlainText(text: string): ImportedText | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  const headings = headingsOf(lines);
  if (headings.length === 0) return undefined;
  const { titles, numbered } = withoutNumbers(headings.map(({ title }) => title));
  const before = lines.slice(0, headings[0]?.line);
  const first = before.find((line) => line !== "");
  const title = first && first.length <= longestTitle ? first.replace(/\s+/g, " ") : undefined;
  return {
    title,
    isTitleInText: true,
    numbered,
    preamble: blocksOf(title ? before.slice(before.indexOf(first as string) + 1) : before),
    clauses: headings.map(({ line }, index) => ({
      title: titles[index] as string,
      blocks: blocksOf(lines.slice(line + 1, headings[index + 1]?.line)),
    })),
    shown: text,
    notes: [],
  };
}

/** Paragraphs and lists. Blank lines separate them, and so does every line end that no line width explains. */
function blocksOf(lines: readonly string[]): MdastNode[] {
  const groups: string[][] = [[]];
  for (const line of lines) {
    if (line === "") groups.push([]);
    else groups.at(-1)?.push(line);
  }
  return groups.filter((group) => group.length > 0).flatMap(groupBlocks);
}

function groupBlocks(lines: readonly string[]): MdastNode[] {
  if (isWrapped(lines)) return [textParagraph(lines.join("\n"))];
  const blocks: MdastNode[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string;
    blocks.push(textParagraph(line));
    if (!/[:：]$/.test(line)) continue;
    const items = itemsOf(lines.slice(index + 1));
    if (items.length > 0) blocks.push(list(items));
    index += items.length;
  }
  return blocks;
}

/** Whether the lines are one paragraph wrapped at a width, as in e-mail. */
function isWrapped(lines: readonly string[]): boolean {
  const lengths = lines.slice(0, -1).map((line) => line.length);
  const longest = Math.max(0, ...lengths);
  return (
    lengths.length > 0 && longest >= 50 && longest <= 120 && lengths.every((length) => length > longest * 0.7)
  );
}

/**
 * The lines after a colon that are items: up to one that ends a sentence, and where items begin with a small letter,
 * up to a line that does not.
 */
function itemsOf(lines: readonly string[]): readonly string[] {
  const isSmall = (line: string) => /^\p{Ll}/u.test(line);
  const end = lines.findIndex(
    (line, index) => /[:：]$/.test(line) || (isSmall(lines[0] as string) && index > 0 && !isSmall(line)),
  );
  const items = end < 0 ? lines : lines.slice(0, end);
  const last = items.findIndex((line) => /[.!?。！？]$/.test(line));
  return last < 0 ? items : items.slice(0, last + 1);
}

function list(items: readonly string[]): MdastNode {
  return {
    type: "list",
    ordered: false,
    spread: false,
    children: items.map((item) => ({
      type: "listItem",
      spread: false,
      children: [{ type: "paragraph", children: [{ type: "text", value: item }] }],
    })),
  };
}
