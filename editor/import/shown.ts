import { type HastNode, markdownToHast, mdxToHast } from "satteri";

/**
 * Every character that the site shows of an MDX text, including clause titles with their numbers.
 * @param source without front matter
 * @param numbered whether the site numbers the clauses
 */
export function shownByMdx(source: string, numbered: boolean): string {
  let number = 0;
  return textOf(mdxToHast(source, { position: false }), (node) => {
    if (node.type !== "mdxJsxFlowElement" || node.name !== "Clause") return "";
    number++;
    const title = node.attributes.find(
      (attribute) => "name" in attribute && attribute.name === "title",
    )?.value;
    return `${numbered ? `${number}. ` : ""}${typeof title === "string" ? title : ""}\n`;
  });
}

/** Every character that a Markdown text shows, including the words that stand for pictures. */
export function shownByMarkdown(source: string): string {
  return shownByHtml(markdownToHast(source, { position: false, features: { rawHtml: true } }));
}

/** The same of an HTML tree. */
export function shownByHtml(tree: HastNode): string {
  return textOf(tree, (node) =>
    node.type === "element" && node.tagName === "img" ? String(node.properties.alt ?? "") : "",
  );
}

/** Whether two texts are the same, white space aside. */
export function isSameText(one: string, other: string): boolean {
  return withoutSpace(one) === withoutSpace(other);
}

/** The first place where two texts differ, as some words of the first. */
export function firstDifference(one: string, other: string): string {
  const [left, right] = [withoutSpace(one), withoutSpace(other)];
  let index = 0;
  while (left[index] === right[index]) index++;
  return left.slice(Math.max(0, index - 20), index + 20);
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, "");
}

/** @param before what is shown of a node before its children */
function textOf(node: HastNode, before: (node: HastNode) => string): string {
  if (node.type === "text") return node.value;
  if (node.type === "element" && ["head", "script", "style"].includes(node.tagName)) return "";
  const children = "children" in node ? (node.children as HastNode[]) : [];
  let number = node.type === "element" && node.tagName === "ol" ? Number(node.properties.start ?? 1) : 0;
  const texts = children.map((child) => {
    const isNumbered = number > 0 && child.type === "element" && child.tagName === "li";
    return `${isNumbered ? `${number++}. ` : ""}${textOf(child, before)}`;
  });
  return before(node) + texts.join("");
}
