import type { MdastNode } from "satteri";
import type { Commitments } from "../../worker/policy/commitments/commitments.ts";
import { shownBlocks } from "../../worker/policy/text/blocks.ts";
import { clauseTextsOf } from "../../worker/policy/text/clause-texts.ts";
import { blocksIn, clausesIn } from "../../worker/policy/text/reading.ts";
import type { ClauseText } from "../../worker/policy/text/version-text.ts";
import type { Language } from "../../worker/web/organization.ts";
import type { Source } from "./source.ts";

/** What a reader sees of a source, clause by clause; undefined where the source cannot be read. */
export function clauseTexts({ blocks, frontMatter, language }: Source): ClauseText[] | undefined {
  return blocks && frontMatter && clauseTextsIn(blocks, frontMatter.commitments, language);
}

/** What a reader sees of a parsed MDX text, clause by clause. */
export function clauseTextsIn(
  nodes: readonly MdastNode[],
  commitments: Commitments,
  language: Language,
): ClauseText[] {
  return clauseTextsOf(clausesIn(nodes), shownBlocks(blocksIn(nodes), commitments, language));
}
