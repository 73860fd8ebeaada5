import type { MdastNode } from "satteri";
import type { ImportedText } from "./document.ts";
import { attribute } from "./escape.ts";
import { firstDifference, isSameText, shownByMdx } from "./shown.ts";
import { writeBlocks } from "./write-blocks.ts";

/**
 * A text as the body of an MDX file, read back to prove that the site will show the same text.
 * @param ids of the clauses
 * @returns the body, or the words where what would be shown differs from the file
 */
export function compose(
  text: ImportedText,
  ids: readonly string[],
): { body: string } | { difference: string } {
  // Among clauses with the same heading, the first has the anchor.
  const anchors = new Map(
    text.clauses
      .flatMap(({ anchors: own }, index) => own.map((anchor) => [`#${anchor}`, `#${ids[index]}`] as const))
      .toReversed(),
  );
  const shownBy = (body: string) =>
    `${text.isTitleInText ? text.title : ""}\n${shownByMdx(body, text.numbered)}`;
  const body = bodyOf(text, ids, (blocks) => withAnchors(blocks, anchors));
  if (isSameText(shownBy(body), text.shown)) return { body };
  // Only the meaning of emphasis depends on the letters around it. Without emphasis every letter is kept.
  const plainer = bodyOf(text, ids, (blocks) => withoutEmphasis(withAnchors(blocks, anchors)));
  if (isSameText(shownBy(plainer), text.shown)) return { body: plainer };
  return { difference: firstDifference(text.shown, shownBy(plainer)) };
}

function bodyOf(
  { preamble, clauses }: ImportedText,
  ids: readonly string[],
  prepared: (blocks: readonly MdastNode[]) => MdastNode[],
): string {
  const parts = clauses.map(({ title, blocks }, index) => {
    const opening = `<Clause id="${ids[index]}" title="${attribute(title)}">`;
    return [opening, writeBlocks(prepared(blocks)), "</Clause>"].filter((part) => part !== "").join("\n\n");
  });
  return [writeBlocks(prepared(preamble)), ...parts].filter((part) => part !== "").join("\n\n");
}

/** Links to headings of the file lead to the clauses made of them. */
function withAnchors(blocks: readonly MdastNode[], anchors: ReadonlyMap<string, string>): MdastNode[] {
  return blocks.map((node) => {
    const changed =
      "children" in node ? { ...node, children: withAnchors(node.children, anchors) } : { ...node };
    if (changed.type === "link") changed.url = anchors.get(changed.url) ?? changed.url;
    return changed as MdastNode;
  });
}

function withoutEmphasis(blocks: readonly MdastNode[]): MdastNode[] {
  return blocks.flatMap((node): MdastNode[] => {
    if (!("children" in node)) return [node];
    const children = withoutEmphasis(node.children);
    const isEmphasis = node.type === "emphasis" || node.type === "strong" || node.type === "delete";
    return isEmphasis ? children : [{ ...node, children } as MdastNode];
  });
}
