import { z } from "zod";
import type { Language } from "../../web/organization.ts";
import type { Commitments } from "../commitments/commitments.ts";
import { commitmentInWords } from "../commitments/in-words.ts";

/** A piece of text that stands by itself, as its source has it: a commitment is still a name. */
export const SourceBlock = z.object({
  /** Id of its clause, `""` outside every clause. */
  clause: z.string(),
  kind: z.enum(["paragraph", "heading", "item", "row", "code"]),
  /** What precedes a list item: `-` or `2.`. */
  marker: z.string().optional(),
  words: z.array(z.union([z.string(), z.object({ commitment: z.string() })])),
});

export type SourceBlock = z.infer<typeof SourceBlock>;

/** The same piece as a reader sees it: no markup, and outside code white space as single spaces. */
export interface Block extends Omit<SourceBlock, "words"> {
  text: string;
}

/** Blocks with their commitments in words, without empty ones. */
export function shownBlocks(
  blocks: readonly SourceBlock[],
  commitments: Commitments,
  language: Language,
): Block[] {
  return blocks
    .map(({ words, ...block }) => {
      const text = words
        .map((word) =>
          typeof word === "string" ? word : commitmentInWords(word.commitment, commitments, language),
        )
        .join("");
      return { ...block, text: (block.kind === "code" ? text : text.replace(/\s+/g, " ")).trim() };
    })
    .filter(({ text }) => text !== "");
}
