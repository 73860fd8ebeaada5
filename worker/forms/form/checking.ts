import type { Commitments } from "../../policy/commitments/commitments.ts";
import { isOffered, isPursued } from "../../web/offers.ts";
import type { Language } from "../../web/organization.ts";
import { isBlank } from "../../web/typed-text.ts";
import type { AnyForm, Field, Mistake, Values } from "./form.ts";
import { inLanguage, type Words, wordsOf } from "./words.ts";

/**
 * The submitted strings of a form's own fields. A missing one is empty, and so is one that shows nothing, unless it is a
 * password; an unknown one is dropped.
 * @param known the answers that the form did not ask for
 */
export function valuesOf(form: AnyForm, submitted: ReadonlyMap<string, string>, known: Values = {}): Values {
  return Object.fromEntries(
    form.fields.map(({ name, control }) => {
      const typed = submitted.get(name) ?? known[name] ?? "";
      return [name, control !== "password" && isBlank(typed) ? "" : typed];
    }),
  );
}

/**
 * Checks values against the form's schema. Gives the typed record, or one mistake per field in the order of the page.
 */
export function checkForm<Answers>(
  form: AnyForm<Answers>,
  values: Values,
): { record: Answers } | { mistakes: Mistake<Words>[] } {
  const checked = form.schema.safeParse(values);
  if (checked.success) return { record: checked.data };
  const mistakes = inPageOrder(form.fields).flatMap(({ name }) => {
    const issue = checked.error.issues.find(({ path }) => path[0] === name);
    return issue ? [{ field: name, message: wordsOf(issue) }] : [];
  });
  return { mistakes };
}

/** Mistakes in the words of a page's language. */
export function inWords(
  mistakes: readonly Mistake<Words>[],
  language: Language,
  commitments: Commitments,
): Mistake[] {
  return mistakes.map(({ field, message }) => ({
    field,
    message: inLanguage(message, language, commitments),
  }));
}

/** Whether somebody declared to be under the minimum age. Then nothing else is read, kept or shown again. */
export function isTooYoung(values: Values): boolean {
  return values.age === "too-young";
}

/** Hearing of changes to the policy is no use of data that a version could allow: it is about the versions themselves. */
const ofEveryVersion: ReadonlySet<string> = new Set(["policy-changes"]);

/**
 * A form as a version of the policy allows it: without boxes for purposes which that version does not name, or which the
 * organization does not pursue.
 * @returns undefined when the form needs such a box, or the organization leaves it out; then it is not offered
 */
export function formUnder<Form extends AnyForm>(form: Form, { purposes }: Commitments): Form | undefined {
  if (!isOffered(`/${form.path}`)) return undefined;
  const named = (purposes as readonly string[]).filter((purpose) => isPursued("purposes", purpose));
  const isNamed = (purpose: string | undefined) =>
    purpose === undefined || ofEveryVersion.has(purpose) || named.includes(purpose);
  const isNeeded = form.fields.some(({ consentTo, optional }) => !optional && !isNamed(consentTo));
  return isNeeded
    ? undefined
    : { ...form, fields: form.fields.filter(({ consentTo }) => isNamed(consentTo)) };
}

/** Whether a box is ticked that this version of the form does not show. */
export function ticksHidden(form: AnyForm, shown: AnyForm, values: Values): boolean {
  return form.fields.some((field) => !shown.fields.includes(field) && values[field.name] === "yes");
}

/** Fields as the page asks them. */
export function inPageOrder(fields: readonly Field[]): Field[] {
  return fields.toSorted((one, other) => Number(other.leads ?? false) - Number(one.leads ?? false));
}

/** Neighbouring fields of a form that belong together. */
export interface FieldGroup {
  /** The question that they answer together. */
  legend?: Words;
  /** The words that they are folded under. */
  summary?: Words;
  members: Field[];
}

/** The questions of a form in their order: those that answer one, or are folded, together, each other by itself. */
export function groupsOf(fields: readonly Field[]): FieldGroup[] {
  const groups: FieldGroup[] = [];
  for (const field of inPageOrder(fields)) {
    const { group: legend, folded: summary } = field;
    const last = groups.at(-1);
    const goesOn = (legend && last?.legend) || (summary && last?.summary);
    if (last && goesOn) last.members.push(field);
    else groups.push({ ...(legend ? { legend } : {}), ...(summary ? { summary } : {}), members: [field] });
  }
  return groups;
}
