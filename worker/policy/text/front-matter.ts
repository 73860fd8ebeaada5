import { z } from "zod";
import { isShown } from "../../web/typed-text.ts";
import { Commitments } from "../commitments/commitments.ts";

/** What a version changes: `first` nothing, because nothing precedes it. Only `material` asks people to agree anew. */
export const ChangeKind = z.enum(["first", "material", "clarification", "correction"]);

export type ChangeKind = z.infer<typeof ChangeKind>;

/** Front matter of `content/policy/<date>/<language>.mdx`. */
export const FrontMatter = z.strictObject({
  title: z.string().refine(isShown).max(200),
  /** One sentence for the timeline and the feeds. */
  summary: z.string().refine(isShown).max(200),
  kind: ChangeKind,
  /** Why a material change gives less notice than the previous version promised. */
  shortNotice: z.string().refine(isShown).min(10).max(300).optional(),
  /** False where titles bring their own numbers, or none; the page then adds none. */
  numbered: z.boolean().default(true),
  /** False where the text ends with its own signature; the page then adds none. */
  signed: z.boolean().default(true),
  commitments: Commitments,
});

export type FrontMatter = z.infer<typeof FrontMatter>;
