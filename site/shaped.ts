import type { ParagraphChange } from "../worker/policy/compare/changes.ts";
import type { TextLink } from "../worker/policy/text/blocks.ts";
import type { Shape } from "../worker/policy/text/shapes.ts";

/** A paragraph of a comparison with its shape, and the links of both versions. */
export interface ShapedParagraph {
  paragraph: ParagraphChange;
  shape: Shape;
  links: Record<"before" | "after", readonly TextLink[]>;
}

/** Neighbouring paragraphs that are shown as one element: the items of a list, or one of anything else. */
export interface ShapedPart {
  element: "ul" | "ol" | "h3" | "p";
  members: ShapedParagraph[];
}

/** The paragraphs of a clause as the text has them: lists stay lists, headings stay headings. */
export function shaped(
  paragraphs: readonly ParagraphChange[],
  before: readonly Shape[] = [],
  after: readonly Shape[] = [],
): ShapedPart[] {
  const parts: ShapedPart[] = [];
  for (const paragraph of paragraphs) {
    const old = before[paragraph.before ?? -1];
    const young = after[paragraph.after ?? -1];
    const shape = young ?? old ?? { kind: "paragraph" };
    const member = { paragraph, shape, links: { before: old?.links ?? [], after: young?.links ?? [] } };
    const element = elementOf(shape);
    const last = parts.at(-1);
    if (last?.element === element && (element === "ul" || element === "ol")) last.members.push(member);
    else parts.push({ element, members: [member] });
  }
  return parts;
}

function elementOf({ kind, marker = "" }: Shape): ShapedPart["element"] {
  if (kind === "item") return /\d/.test(marker) ? "ol" : "ul";
  return kind === "heading" ? "h3" : "p";
}
