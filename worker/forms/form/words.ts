import { z } from "zod";
import type { Commitments } from "../../policy/commitments/commitments.ts";
import type { Texts } from "../../texts/compiled/types.ts";
import { textsIn } from "../../texts/texts.ts";
import type { Language } from "../../web/organization.ts";

/** What a form says: chosen from the texts of whoever reads it, with the figures of the policy in force. */
export type Words = (texts: Texts, commitments: Commitments) => string;

/** Says in a language what a form says. */
export function inLanguage(words: Words, language: Language, commitments: Commitments): string {
  return words(textsIn(language), commitments);
}

/** How a rule of a schema says what to do about an answer: `z.string().refine(isDay, saying((t) => …))`. */
export function saying(words: Words): { params: { words: Words } } {
  return { params: { words } };
}

/** What a broken rule says; one that says nothing is broken by programs only. */
export function wordsOf(issue: z.core.$ZodIssue): Words {
  const said = issue.code === "custom" ? (issue.params as Partial<ReturnType<typeof saying>["params"]>) : {};
  return said?.words ?? ((t) => t.fields.shared.unreadable);
}

/** One of a few answers. */
export function oneOf<const Value extends string>(values: readonly Value[], missing: Words) {
  return z.custom<Value>((answer) => (values as readonly unknown[]).includes(answer), saying(missing));
}
