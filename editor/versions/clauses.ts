import type { MdastNode } from "satteri";
import { attributeOf, type JsxElement } from "../../worker/policy/text/reading.ts";
import { fileStart, type Place } from "../diagnostic.ts";
import type { Source } from "./source.ts";

/** A clause as parsed: what its attributes say, empty where one is missing. */
export interface ParsedClause {
  id: string;
  title: string;
  place: Place;
  blocks: readonly MdastNode[];
}

/** The clauses of a source, in order. */
export function parsedClauses({ blocks = [] }: Source): ParsedClause[] {
  return blocks.filter(isClause).map((element) => ({
    id: attributeOf(element, "id"),
    title: attributeOf(element, "title"),
    place: placeOf(element),
    blocks: element.children as MdastNode[],
  }));
}

export function isClause(node: MdastNode): node is JsxElement {
  return node.type === "mdxJsxFlowElement" && node.name === "Clause";
}

export function placeOf(node: MdastNode): Place {
  return node.position?.start ?? fileStart;
}

/** Every node below these, each parent before its children. */
export function* everyNode(nodes: readonly MdastNode[]): Generator<MdastNode> {
  for (const node of nodes) {
    yield node;
    if ("children" in node) yield* everyNode(node.children as MdastNode[]);
  }
}

/** The text of nodes as one line. */
export function textOf(nodes: readonly MdastNode[]): string {
  const texts = [...everyNode(nodes)].map((node) =>
    node.type === "text" || node.type === "inlineCode" || node.type === "code" ? node.value : "",
  );
  return texts.join(" ").replace(/\s+/g, " ").trim();
}
