import type { Element, Nodes } from "hast";

/** An element and all below it, each before those below it. */
export function elementsIn(node: Nodes): Element[] {
  const below = "children" in node ? node.children.flatMap(elementsIn) : [];
  return node.type === "element" ? [node, ...below] : below;
}

export function elementsNamed(node: Nodes, name: string): Element[] {
  return elementsIn(node).filter(({ tagName }) => tagName === name);
}
