import { slug } from "github-slugger";
import type { MdastNode } from "satteri";
import { isBlank } from "../../worker/web/typed-text.ts";
import { type ImportedText, longestTitle, withoutNumbers } from "./document.ts";
import { plainOf } from "./simplify.ts";

type Heading = Extract<MdastNode, { type: "heading" }>;

/** What is known of a text beside its blocks. */
interface Known {
  shown: string;
  notes: string[];
  /** The title that stands outside of the text. */
  title: string | undefined;
}

/** Blocks as a text whose clauses are its highest headings, under a title of its own. Undefined without headings. */
export function structured(
  given: readonly MdastNode[],
  { shown, notes, title }: Known,
): ImportedText | undefined {
  const read = given.flatMap(asHeading).filter((block) => !isHeading(block) || plainOf(block) !== "");
  const blocks = withBoldHeadings(read);
  const titleBlock = titleOf(blocks);
  const rest = blocks.filter((block) => block !== titleBlock);
  const headings = rest.filter(isHeading);
  if (headings.length === 0) return undefined;
  const level = Math.min(...headings.map(({ depth }) => depth));
  const starts = rest.flatMap((block, index) => (isHeading(block) && block.depth === level ? [index] : []));
  const named = starts.map((start) => plainOf(rest[start] as MdastNode));
  const { titles, numbered } = withoutNumbers(named);
  return {
    title: titleBlock ? plainOf(titleBlock) : titleGiven(title),
    isTitleInText: titleBlock !== undefined,
    numbered,
    preamble: withLevels(rest.slice(0, starts[0]), level),
    clauses: starts.map((start, index) => ({
      title: titles[index] as string,
      anchors: anchorsOf(rest[starts[index] as number] as Heading),
      blocks: withLevels(rest.slice(start + 1, starts[index + 1]), level),
    })),
    shown,
    notes: [...new Set(notes)],
  };
}

/** Its anchors in the file, and the one that Markdown sites make of it. */
function anchorsOf(heading: Heading): readonly string[] {
  const { anchors } = (heading.data ?? {}) as { anchors?: readonly string[] };
  return [...(anchors ?? []), slug(plainOf(heading))];
}

function isHeading(node: MdastNode): node is Heading {
  return node.type === "heading";
}

/** A line of dashes below a paragraph makes a heading of all of it. What is too long for one is the paragraph it was. */
function asHeading(block: MdastNode): MdastNode[] {
  if (!isHeading(block)) return [block];
  const isOne = plainOf(block).length <= longestTitle && !block.children.some(hasLineEnd);
  return isOne ? [block] : [{ type: "paragraph", children: block.children }];
}

function hasLineEnd(node: MdastNode): boolean {
  if (node.type === "text") return node.value.includes("\n");
  return "children" in node && (node.children as MdastNode[]).some(hasLineEnd);
}

/** Where a text marks its headings by bold letters alone, its bold lines are headings. */
function withBoldHeadings(blocks: readonly MdastNode[]): readonly MdastNode[] {
  const [first, ...others] = blocks.filter(isHeading);
  const isAlone = first === undefined || (others.length === 0 && first === blocks[0]);
  if (!isAlone) return blocks;
  return blocks.map((block) => {
    if (!isBoldLine(block)) return block;
    const children = block.children.flatMap((child) => ("children" in child ? child.children : [child]));
    return { type: "heading", depth: 2, children };
  });
}

function isBoldLine(block: MdastNode): block is Extract<MdastNode, { type: "paragraph" }> {
  return (
    block.type === "paragraph" &&
    block.children.length > 0 &&
    block.children.every((child) => child.type === "strong") &&
    plainOf(block).length <= longestTitle &&
    !/[.;:!?。；：！？]$/.test(plainOf(block))
  );
}

/** The first block, if it is the only heading of level 1 and clauses follow. */
function titleOf(blocks: readonly MdastNode[]): MdastNode | undefined {
  const headings = blocks.filter(isHeading);
  const [first] = blocks;
  const isOnly = headings.filter(({ depth }) => depth === 1).length === 1 && headings.length > 1;
  return first && isHeading(first) && first.depth === 1 && isOnly ? first : undefined;
}

function titleGiven(title: string | undefined): string | undefined {
  return title === undefined || isBlank(title)
    ? undefined
    : title.replace(/\s+/g, " ").trim().slice(0, longestTitle);
}

/** Headings inside a clause begin at level 3 and skip none. */
function withLevels(blocks: readonly MdastNode[], clauseLevel: number): MdastNode[] {
  let last = 2;
  return blocks.map((block) => {
    if (!isHeading(block)) return block;
    last = Math.min(Math.max(3, block.depth - clauseLevel + 2), last + 1, 6);
    return { ...block, depth: last as Heading["depth"] };
  });
}
