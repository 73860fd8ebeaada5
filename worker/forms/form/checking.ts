import type { Commitments } from "../../policy/commitments/commitments.ts";
import type { Language } from "../../web/organization.ts";
import type { AnyForm, Mistake, Text, Values } from "./form.ts";

/** A text in a language (English where it is not translated), with the policy's own figures put in. */
export function inLanguage(text: Text, language: Language, commitments: Commitments): string {
  return withFigures(text[language] ?? text.en, commitments);
}

/** Puts the figure that the policy commits to where a text says `{minimumAge}`. */
export function withFigures(text: string, commitments: Commitments): string {
  return text.replaceAll("{minimumAge}", String(commitments.minimumAge));
}

/** The submitted strings of a form's own fields; one that is missing is empty, one that is unknown is dropped. */
export function valuesOf(form: AnyForm, submitted: ReadonlyMap<string, string>): Values {
  return Object.fromEntries(form.fields.map(({ name }) => [name, submitted.get(name) ?? ""]));
}

/** Checks values against the form's schema: the typed record, or one mistake a field in the order of the page. */
export function checkForm<Record>(
  form: AnyForm<import("zod").ZodType<Record>>,
  values: Values,
): { record: Record } | { mistakes: Mistake[] } {
  const checked = form.schema.safeParse(values);
  if (checked.success) return { record: checked.data };
  const mistakes = form.fields.flatMap(({ name }) => {
    const issue = checked.error.issues.find(({ path }) => path[0] === name);
    return issue ? [{ field: name, message: issue.message }] : [];
  });
  return { mistakes };
}

/** Whether a person has declared to be under the minimum age: then nothing else is read, kept or shown again. */
export function isTooYoung(values: Values): boolean {
  return values.age === "too-young";
}

/**
 * A form as a version of the policy allows it: without the boxes whose purpose that version does not name.
 * @returns undefined when a box that the form cannot do without is among them: then the form is not offered
 */
export function formUnder<Form extends AnyForm>(form: Form, { purposes }: Commitments): Form | undefined {
  const isNamed = (purpose: string | undefined) =>
    purpose === undefined || (purposes as readonly string[]).includes(purpose);
  const isNeeded = form.fields.some(({ consentTo, optional }) => !optional && !isNamed(consentTo));
  return isNeeded
    ? undefined
    : { ...form, fields: form.fields.filter(({ consentTo }) => isNamed(consentTo)) };
}

/** Whether a box of a form is ticked that this version of the form does not show. */
export function ticksHidden(form: AnyForm, shown: AnyForm, values: Values): boolean {
  return form.fields.some((field) => !shown.fields.includes(field) && values[field.name] === "yes");
}
