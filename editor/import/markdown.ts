import { slug } from "github-slugger";
import { type MdastNode, markdownToMdast } from "satteri";
import { parse } from "yaml";
import { isBlank } from "../../worker/web/typed-text.ts";
import { type ImportedText, longestTitle, withoutNumbers } from "./document.ts";
import { shownByMarkdown } from "./shown.ts";
import { plainOf, simplified } from "./simplify.ts";

type Heading = Extract<MdastNode, { type: "heading" }>;

/** Reads a Markdown text whose clauses are its highest headings, under a title of its own. Undefined without headings. */
export function readMarkdown(text: string): ImportedText | undefined {
  const notes: string[] = [];
  const { children } = markdownToMdast(text, { position: false }) as Extract<MdastNode, { type: "root" }>;
  const frontMatter = children[0]?.type === "yaml" ? children[0].value : undefined;
  const blocks = simplified(children, notes).filter((block) => !isHeading(block) || plainOf(block) !== "");
  const titleBlock = titleOf(blocks);
  const rest = blocks.filter((block) => block !== titleBlock);
  const headings = rest.filter(isHeading);
  if (headings.length === 0) return undefined;
  const level = Math.min(...headings.map(({ depth }) => depth));
  const starts = rest.flatMap((block, index) => (isHeading(block) && block.depth === level ? [index] : []));
  const given = starts.map((start) => plainOf(rest[start] as MdastNode));
  const { titles, numbered } = withoutNumbers(given);
  return {
    title: titleBlock ? plainOf(titleBlock) : titleIn(frontMatter, notes),
    isTitleInText: titleBlock !== undefined,
    numbered,
    preamble: withLevels(rest.slice(0, starts[0]), level),
    clauses: starts.map((start, index) => ({
      title: titles[index] as string,
      slug: slug(given[index] as string),
      blocks: withLevels(rest.slice(start + 1, starts[index + 1]), level),
    })),
    shown: shownByMarkdown(text),
    notes: [...new Set(notes)],
  };
}

function isHeading(node: MdastNode): node is Heading {
  return node.type === "heading";
}

/** The first block, if it is the only heading of level 1 and clauses follow. */
function titleOf(blocks: readonly MdastNode[]): MdastNode | undefined {
  const headings = blocks.filter(isHeading);
  const [first] = blocks;
  const isOnly = headings.filter(({ depth }) => depth === 1).length === 1 && headings.length > 1;
  return first && isHeading(first) && first.depth === 1 && isOnly && plainOf(first).length <= longestTitle
    ? first
    : undefined;
}

/** The title in the file's own front matter, which a page of a Markdown site shows. */
function titleIn(frontMatter: string | undefined, notes: string[]): string | undefined {
  if (frontMatter === undefined) return undefined;
  notes.push("left out the file's own front matter");
  try {
    const { title } = parse(frontMatter) as { title?: unknown };
    return typeof title === "string" && !isBlank(title) ? title.trim().slice(0, longestTitle) : undefined;
  } catch {
    return undefined;
  }
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
