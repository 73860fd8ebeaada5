import { z } from "zod";
import type { Commitments } from "../../policy/commitments/commitments.ts";
import type { Texts } from "../../texts/compiled/types.ts";
import { textsIn } from "../../texts/texts.ts";
import type { Language } from "../../web/organization.ts";

/** What a form says: a selection from the reader's texts, with the figures of the policy in force. */
export type Words = (texts: Texts, commitments: Commitments) => string;

/** A form's words in a language. */
export function inLanguage(words: Words, language: Language, commitments: Commitments): string {
  return words(textsIn(language), commitments);
}

/** How a schema's rule says what to do about an answer: `z.string().refine(isDay, saying((t) => …))`. */
export function saying(words: Words): { params: { words: Words } } {
  return { params: { words } };
}

/** What a broken rule says. Only programs can break a rule that says nothing. */
export function wordsOf(issue: z.core.$ZodIssue): Words {
  const said = issue.code === "custom" ? (issue.params as Partial<ReturnType<typeof saying>["params"]>) : {};
  return said?.words ?? ((t) => t.fields.shared.unreadable);
}

/** One of a few answers. Without one, the other mistakes are still found. */
export function oneOf<const Value extends string>(values: readonly Value[], missing: Words) {
  return z.custom<Value>((answer) => (values as readonly unknown[]).includes(answer), {
    ...saying(missing),
    abort: false,
  });
}
