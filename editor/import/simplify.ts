import type { MdastNode } from "satteri";

type Parent = Extract<MdastNode, { children: unknown[] }>;

/**
 * Markdown nodes without what a policy text cannot hold. Tags go and their text stays, a picture becomes the words that
 * stand for it, and links to definitions become links.
 * @param notes gets one line for each kind of thing removed
 */
export function simplified(nodes: readonly MdastNode[], notes: string[]): MdastNode[] {
  const definitions = new Map<string, string>();
  collectDefinitions(nodes, definitions);
  return nodes.flatMap((node) => simplifiedNode(node, definitions, notes, true));
}

/** The text of a node, on one line. */
export function plainOf(node: MdastNode): string {
  const text = (one: MdastNode): string => {
    if (one.type === "break") return " ";
    if ("value" in one && one.type !== "html") return one.value;
    return "children" in one ? (one.children as MdastNode[]).map(text).join("") : "";
  };
  return text(node).replace(/\s+/g, " ").trim();
}

function collectDefinitions(nodes: readonly MdastNode[], found: Map<string, string>): void {
  for (const node of nodes) {
    if (node.type === "definition" && !found.has(node.identifier)) found.set(node.identifier, node.url);
    if ("children" in node) collectDefinitions(node.children as MdastNode[], found);
  }
}

function simplifiedNode(
  node: MdastNode,
  definitions: ReadonlyMap<string, string>,
  notes: string[],
  isBlock: boolean,
): MdastNode[] {
  switch (node.type) {
    case "yaml":
    case "toml":
    case "definition":
      return [];
    case "image":
    case "imageReference":
      notes.push(
        node.alt
          ? `wrote “${node.alt}” in the place of a picture, which a hash cannot cover`
          : "left out a picture without words, which a hash cannot cover",
      );
      return [{ type: "text", value: node.alt ?? "" }];
    case "linkReference":
    case "link": {
      const url = node.type === "link" ? node.url : (definitions.get(node.identifier) ?? "");
      const children = within(node, definitions, notes, false);
      if (/^(?!https?:|mailto:|tel:)[a-z][a-z\d+.-]*:/i.test(url)) {
        notes.push("left out links that are neither web, mail nor phone addresses, and kept their text");
        return children;
      }
      return [{ type: "link", url, children } as MdastNode];
    }
    default: {
      if (!("children" in node)) return [node];
      const holdsText = ["paragraph", "heading", "tableCell"].includes(node.type) || !isBlock;
      return [{ ...node, children: within(node, definitions, notes, !holdsText) } as MdastNode];
    }
  }
}

function within(
  node: Parent,
  definitions: ReadonlyMap<string, string>,
  notes: string[],
  isBlock: boolean,
): MdastNode[] {
  return (node.children as MdastNode[]).flatMap((child) =>
    simplifiedNode(child, definitions, notes, isBlock),
  );
}
