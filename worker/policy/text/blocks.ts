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
  words: z.array(
    z.union([
      z.string(),
      z.object({ commitment: z.string() }),
      z.object({ words: z.string(), href: z.string() }),
    ]),
  ),
});

export type SourceBlock = z.infer<typeof SourceBlock>;

/** The same piece as a reader sees it: no markup, and outside code white space as single spaces. */
export interface Block extends Omit<SourceBlock, "words"> {
  text: string;
  /** Words of the text that lead somewhere. */
  links?: readonly TextLink[];
}

/** Words that are a link in the text, and where to. */
export interface TextLink {
  words: string;
  href: string;
  /** How many characters of the text stand before it, without white space, which is no part of a comparison. */
  at: number;
}

/** Blocks with their commitments in words, without empty ones. */
export function shownBlocks(
  blocks: readonly SourceBlock[],
  commitments: Commitments,
  language: Language,
): Block[] {
  return blocks
    .map(({ words, ...block }) => {
      const links: TextLink[] = [];
      let text = "";
      for (const word of words) {
        if (typeof word === "object" && "href" in word)
          links.push({ ...word, at: text.replace(/\s+/g, "").length });
        text += inWords(word);
      }
      return {
        ...block,
        ...(links.length > 0 ? { links } : {}),
        text: (block.kind === "code" ? text : text.replace(/\s+/g, " ")).trim(),
      };
    })
    .filter(({ text }) => text !== "");

  function inWords(word: SourceBlock["words"][number]): string {
    if (typeof word === "string") return word;
    return "href" in word ? word.words : commitmentInWords(word.commitment, commitments, language);
  }
}
