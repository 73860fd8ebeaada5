// Types only: the parser is a native module that runs where texts are built or edited, never in the Worker.
import type { MdastNode } from "satteri";
import type { SourceBlock } from "./blocks.ts";
import type { Clause } from "./version-text.ts";

/** An MDX element, as a block or within a line. */
export type JsxElement = Extract<MdastNode, { type: "mdxJsxFlowElement" | "mdxJsxTextElement" }>;
type Words = SourceBlock["words"];

/** The clauses that a parsed MDX text declares with `<Clause id="…" title="…">`. */
export function clausesIn(nodes: readonly MdastNode[]): Clause[] {
  return nodes.flatMap(clauseElementsIn).map((element, index) => ({
    id: attributeOf(element, "id"),
    title: attributeOf(element, "title"),
    number: index + 1,
  }));
}

/** A parsed MDX text as blocks, in the order the site shows them. */
export function blocksIn(nodes: readonly MdastNode[], clause = ""): SourceBlock[] {
  return nodes.flatMap((node) => blocksOf(node, clause));
}

/** An attribute written as plain text, otherwise `""`. */
export function attributeOf({ attributes }: JsxElement, name: string): string {
  const found = attributes.find((one) => one.type === "mdxJsxAttribute" && one.name === name);
  return typeof found?.value === "string" ? found.value : "";
}

function clauseElementsIn(node: MdastNode): JsxElement[] {
  const isOne = node.type === "mdxJsxFlowElement" && node.name === "Clause";
  return [...(isOne ? [node] : []), ...childrenOf(node).flatMap(clauseElementsIn)];
}

function blocksOf(node: MdastNode, clause: string): SourceBlock[] {
  switch (node.type) {
    case "paragraph":
      return [{ clause, kind: "paragraph", words: wordsOf(node) }];
    case "heading":
      return [{ clause, kind: "heading", words: wordsOf(node) }];
    case "code":
      return [{ clause, kind: "code", words: [node.value] }];
    case "list":
      return node.children.flatMap((item, index) => {
        const marker = node.ordered ? `${(node.start ?? 1) + index}.` : "-";
        return itemBlocks(blocksIn(childrenOf(item), clause), marker);
      });
    case "tableRow":
      return [{ clause, kind: "row", words: rowWords(childrenOf(node)) }];
    case "footnoteDefinition":
      return noteBlocks(blocksIn(node.children, clause), node.identifier);
    case "mdxFlowExpression":
      return [{ clause, kind: "paragraph", words: wordsOf(node) }];
    case "mdxJsxFlowElement":
      if (node.name === "Commitment") return [{ clause, kind: "paragraph", words: wordsOf(node) }];
      return blocksIn(childrenOf(node), node.name === "Clause" ? attributeOf(node, "id") : clause);
    default:
      return blocksIn(childrenOf(node), clause);
  }
}

/** The marker goes to the first paragraph of an item; the rest of the item follows. */
function itemBlocks([first, ...rest]: SourceBlock[], marker: string): SourceBlock[] {
  if (!first) return [];
  return [first.kind === "paragraph" ? { ...first, kind: "item", marker } : first, ...rest];
}

/** A note says which it is, as its place in the text does. */
function noteBlocks([first, ...rest]: SourceBlock[], name: string): SourceBlock[] {
  return first ? [{ ...first, words: [`[${name}] `, ...first.words] }, ...rest] : [];
}

function rowWords(cells: readonly MdastNode[]): Words {
  return cells.flatMap((cell, index) => [...(index === 0 ? [] : [" | "]), ...wordsOf(cell)]);
}

/** What a reader sees of an inline node. Pictures and emphasis are what they mark. */
function wordsOf(node: MdastNode): Words {
  switch (node.type) {
    case "text":
    case "inlineCode":
      return [node.value];
    case "break":
      return [" "];
    case "footnoteReference":
      return [`[${node.identifier}]`];
    case "link":
      return linkWords(node.url, node.children.flatMap(wordsOf));
    case "image":
    case "imageReference":
      return [node.alt ?? ""];
    case "mdxFlowExpression":
    case "mdxTextExpression":
      return [expressionText(node.value)];
    case "mdxJsxFlowElement":
    case "mdxJsxTextElement":
      if (node.name === "Commitment") return [{ commitment: attributeOf(node, "of") }];
      return node.name === "br" ? [" "] : childrenOf(node).flatMap(wordsOf);
    default:
      return childrenOf(node).flatMap(wordsOf);
  }
}

/** A link is one piece if it is words only. */
function linkWords(href: string, words: Words): Words {
  const isPlain = words.every((word) => typeof word === "string");
  return isPlain ? [{ words: words.join("").replace(/\s+/g, " "), href }] : words;
}

/** A comment shows nothing, a string its characters. Anything else is refused before publication. */
function expressionText(code: string): string {
  if (/^\s*\/\*.*\*\/\s*$/s.test(code)) return "";
  return /^\s*(["'])(.*)\1\s*$/s.exec(code)?.[2] ?? `{${code}}`;
}

function childrenOf(node: MdastNode): readonly MdastNode[] {
  return "children" in node ? (node.children as MdastNode[]) : [];
}
