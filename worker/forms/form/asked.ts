import type { Commitments } from "../../policy/commitments/commitments.ts";
import type { Language } from "../../web/organization.ts";
import { isBlank } from "../../web/typed-text.ts";
import { ageFields } from "./age.ts";
import type { AnyForm, Values } from "./form.ts";
import { inLanguage } from "./words.ts";

/** Questions and their answers, in words. */
export type Answers = readonly (readonly [question: string, answer: string])[];

/**
 * What somebody typed, as they or their guardian read it: the form's questions with their answers, and the words beside
 * each ticked box. Leaves out the age, which is not kept, and what was left empty; a password is never among it.
 */
export function askedIn(
  form: AnyForm,
  values: Values,
  language: Language,
  commitments: Commitments,
): { answers: Answers; boxes: string[] } {
  const isAboutAge = new Set(ageFields.map(({ name }) => name));
  const filled = form.fields.filter(({ name }) => !isAboutAge.has(name) && !isBlank(values[name] ?? ""));
  const said = (words: (typeof filled)[number]["label"]) => inLanguage(words, language, commitments);
  return {
    answers: filled
      .filter(({ control }) => control !== "checkbox" && control !== "password")
      .map(({ name, label, options = [] }): Answers[number] => {
        const value = values[name] ?? "";
        const chosen = options.find((option) => option.value === value);
        return [said(label), chosen ? said(chosen.label) : value];
      }),
    boxes: filled.filter(({ control }) => control === "checkbox").map(({ label }) => said(label)),
  };
}
