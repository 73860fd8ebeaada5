import type { Element, Root } from "hast";
import { type Handle, toMdast } from "hast-util-to-mdast";
import type { PhrasingContent } from "mdast";
import { type HastNode, htmlToHast, type MdastNode, markdownToHast } from "satteri";
import type { ImportedText } from "./document.ts";
import { elementsIn, elementsNamed } from "./elements.ts";
import { keptOf } from "./html-kept.ts";
import { shownByHtml } from "./shown.ts";
import { simplified } from "./simplify.ts";
import { structured } from "./structured.ts";

/** Reads an HTML page whose clauses are its highest headings. Undefined without headings. */
export function readHtml(html: string): ImportedText | undefined {
  // satteri's nodes are those of hast, with types of its own.
  const tree = htmlToHast(html) as unknown as Root;
  const notes: string[] = [];
  const kept = keptOf(tree, notes);
  const title = titleOf(tree);
  return structured(blocksOf(kept, notes), { shown: shownByHtml(kept as HastNode), notes, title });
}

/** The blocks of a Markdown text with HTML in it, which may open in one block and close in another. */
export function readMixed(markdown: string, notes: string[]): { blocks: MdastNode[]; shown: string } {
  const features = { rawHtml: true };
  const kept = keptOf(markdownToHast(markdown, { position: false, features }) as unknown as Root, notes);
  return { blocks: blocksOf(kept, notes), shown: shownByHtml(kept as HastNode) };
}

function blocksOf(kept: Root, notes: string[]): MdastNode[] {
  noteAnchors(kept);
  const headings = Object.fromEntries(levels.map((level) => [level, heading]));
  const handlers = { ...headings, a: link, section: footnotes, sup: raised };
  const { children } = toMdast(kept, { handlers }) as Extract<MdastNode, { type: "root" }>;
  return simplified(children.map(withHeader), notes);
}

/** A table without a header has its first row there, and no empty one. */
function withHeader(node: MdastNode): MdastNode {
  if (node.type === "table" && node.children[0]?.children.every(({ children }) => children.length === 0))
    return { ...node, children: node.children.slice(1) };
  return "children" in node
    ? ({ ...node, children: (node.children as MdastNode[]).map(withHeader) } as MdastNode)
    : node;
}

const heading: Handle = (state, element) => ({
  type: "heading",
  depth: Number(element.tagName.slice(1)) as 1 | 2 | 3 | 4 | 5 | 6,
  children: state.all(element) as PhrasingContent[],
  data: { anchors: anchorsOf(element) },
});

const link: Handle = (state, element) => {
  const { href, dataFootnoteRef, dataFootnoteBackref } = element.properties;
  if (dataFootnoteBackref !== undefined) return [];
  const identifier = /fn-(.+)$/.exec(String(href))?.[1];
  if (dataFootnoteRef !== undefined && identifier !== undefined)
    return { type: "footnoteReference", identifier, label: identifier };
  const children = state.all(element);
  // An anchor without an address is only a place.
  if (typeof href !== "string") return children;
  return { type: "link", url: href, children: children as PhrasingContent[] };
};

const raised: Handle = (state, element) => state.all(element);

/** The notes at the end, as the site's parser writes them. */
const footnotes: Handle = (state, element) => {
  if (element.properties.dataFootnotes === undefined) return state.all(element);
  const items = elementsNamed(element, "li");
  return items.map((item) => {
    const identifier = /fn-(.+)$/.exec(String(item.properties.id))?.[1] ?? "";
    return {
      type: "footnoteDefinition",
      identifier,
      label: identifier,
      children: state.toFlow(state.all(item)),
    };
  });
};

const levels = ["h1", "h2", "h3", "h4", "h5", "h6"];

/** Writes on each heading its anchors: its own, those around it, and those of the text below it. */
function noteAnchors(tree: Root): void {
  let last: Element | undefined;
  for (const element of elementsIn(tree)) {
    if (isHeading(element)) last = element;
    const owner = elementsIn(element).find(isHeading) ?? last;
    const own = [element.properties.id, element.properties.name].filter((one) => typeof one === "string");
    if (owner) owner.properties = { ...owner.properties, dataAnchors: [...anchorsOf(owner), ...own] };
  }
}

function anchorsOf({ properties }: Element): string[] {
  return Array.isArray(properties.dataAnchors) ? properties.dataAnchors.map(String) : [];
}

function isHeading({ tagName }: Element): boolean {
  return levels.includes(tagName);
}

function titleOf(tree: Root): string | undefined {
  const [title] = elementsNamed(tree, "title");
  const [text] = title?.children ?? [];
  return text?.type === "text" ? text.value : undefined;
}
