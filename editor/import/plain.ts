import type { MdastNode } from "satteri";
import { type ImportedText, longestTitle, textParagraph, withoutNumbers } from "./document.ts";
import { headingsOf, isSubheading } from "./headings.ts";

/** Reads a plain text whose headings are numbered lines. Undefined when it has none. */
export function readPlainText(source: string): ImportedText | undefined {
  const lines = source.split("\n").map((line) => line.trim());
  const headings = headingsOf(lines);
  if (headings.length === 0) return undefined;
  const { titles, numbered } = withoutNumbers(headings.map(({ title }) => title));
  const before = lines.slice(0, headings[0]?.line);
  const first = before.find((line) => line !== "");
  const title = first && first.length <= longestTitle ? first.replace(/\s+/g, " ") : undefined;
  return {
    title,
    isTitleInText: title !== undefined,
    numbered,
    preamble: blocksOf(title ? before.slice(before.indexOf(first as string) + 1) : before),
    clauses: headings.map(({ end, text }, index) => ({
      title: titles[index] as string,
      anchors: [],
      blocks: blocksOf([
        ...(text === undefined ? [] : [text, ""]),
        ...lines.slice(end, headings[index + 1]?.line),
      ]),
    })),
    shown: source,
    notes: [],
  };
}

/** Paragraphs, lists and headings. Blank lines separate them, and so does every line end that no width explains. */
function blocksOf(lines: readonly string[]): MdastNode[] {
  const groups: string[][] = [[]];
  for (const line of lines) {
    const group = groups.at(-1) as string[];
    if (isSubheading(line)) groups.push([line], []);
    else if (line !== "") (isNextItem(group, groups, line) ? (groups.at(-2) as string[]) : group).push(line);
    else if (group.length > 0) groups.push([]);
  }
  return groups.filter((group) => group.length > 0).flatMap(groupBlocks);
}

/** Whether a line after a blank one goes on with a numbered list that a colon began. */
function isNextItem(group: readonly string[], groups: readonly string[][], line: string): boolean {
  const before = group.length === 0 ? groups.at(-2)?.at(-1) : undefined;
  const number = numberOfItem(line);
  if (before === undefined || number === 0) return false;
  return number === 1 ? /[:：]$/.test(before) : numberOfItem(before) === number - 1;
}

/** The number of an item such as “2. names;”, otherwise 0. */
function numberOfItem(line: string): number {
  return Number(/^(\d{1,3})\.\s+\S/.exec(line)?.[1] ?? 0);
}

function groupBlocks(lines: readonly string[]): MdastNode[] {
  const [first = ""] = lines;
  if (lines.length === 1 && isSubheading(first))
    return [{ type: "heading", depth: 3, children: [{ type: "text", value: first }] }];
  if (isWrapped(lines)) return [textParagraph(lines.join("\n"))];
  const blocks: MdastNode[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string;
    blocks.push(textParagraph(line));
    if (!/[:：]$/.test(line)) continue;
    const rest = lines.slice(index + 1);
    const numbered = numberedItemsOf(rest);
    const items = numbered.length > 0 ? numbered : itemsOf(rest);
    if (items.length > 0) blocks.push(list(items, numbered.length > 0));
    index += items.length;
  }
  return blocks;
}

/** The lines that count 1., 2., 3. */
function numberedItemsOf(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line, index) => numberOfItem(line) !== index + 1);
  return end < 0 ? lines : lines.slice(0, end);
}

/** Whether the lines are one paragraph wrapped at a width, as in email. */
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

function list(items: readonly string[], ordered: boolean): MdastNode {
  return {
    type: "list",
    ordered,
    spread: false,
    children: items.map((item) => ({
      type: "listItem",
      spread: false,
      children: [
        {
          type: "paragraph",
          children: [{ type: "text", value: ordered ? item.replace(/^\d+\.\s+/, "") : item }],
        },
      ],
    })),
  };
}
