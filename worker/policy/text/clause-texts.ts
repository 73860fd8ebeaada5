import type { Language } from "../../web/organization.ts";
import type { Commitments } from "../commitments/commitments.ts";
import { commitmentInWords } from "../commitments/in-words.ts";
import { type Block, sourceBlocksOf } from "./blocks.ts";
import { shownText } from "./markdown.ts";
import { clausesOf } from "./source.ts";
import type { ClauseText } from "./version-text.ts";

/**
 * The clauses of a version as a reader sees them: what versions are compared by.
 * @param source the MDX source, with or without its front matter
 * @param commitments the front matter's, printed where the text says `<Commitment of="…" />`
 */
export function clauseTextsOf(source: string, commitments: Commitments, language: Language): ClauseText[] {
  const paragraphs = Map.groupBy(blocksOf(source, commitments, language), ({ clause }) => clause);
  return [{ id: "", title: "", number: 0 }, ...clausesOf(source)]
    .map((clause) => ({ ...clause, paragraphs: (paragraphs.get(clause.id) ?? []).map(({ text }) => text) }))
    .filter(({ id, paragraphs }) => id !== "" || paragraphs.length > 0);
}

/** The text of a version block by block, in the order of its source, as a reader sees it. */
export function blocksOf(source: string, commitments: Commitments, language: Language): Block[] {
  const wordsOf = (of: string) => commitmentInWords(of, commitments, language);
  return sourceBlocksOf(source)
    .map((block) => ({
      ...block,
      text: block.kind === "code" ? block.text.trim() : shownText(block.text, wordsOf),
    }))
    .filter(({ text }) => text !== "");
}
