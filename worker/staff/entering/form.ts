import { z } from "zod";
import { type Entered, spokenChannels } from "../../forms/consents/record.ts";
import { needsGuardian } from "../../forms/form/age.ts";
import { dayThat, optionalLines } from "../../forms/form/fields.ts";
import type { AnyForm, Field, FormDefinition, Mistake, Schema, Values } from "../../forms/form/form.ts";
import { inLanguage, oneOf, saying, type Words, wordsOf } from "../../forms/form/words.ts";
import type { Commitments } from "../../policy/commitments/commitments.ts";
import type { Texts } from "../../texts/compiled/types.ts";
import { dayOf, instantOf } from "../../web/days.ts";
import type { Language } from "../../web/organization.ts";
import { isBlank } from "../../web/typed-text.ts";

/** What staff enter for somebody: the record as its public form would take it, and how it came. */
export interface Entry<Answers> extends Omit<Entered, "by"> {
  record: Answers;
  /** What somebody wrote who agreed by email, word for word. */
  quote: string;
}

/** What the words and rules of the form depend on. */
export interface EntryContext {
  /** The language in which somebody spoke or wrote: that of the words they agreed to. */
  language: Language;
  commitments: Commitments;
  /** When the version in force took effect: nobody agreed to it before. */
  inForceSince: Date;
  at: Date;
  timeZone: string;
}

/** A public form as staff fill it in for somebody who phoned or wrote: the same questions and rules, and how it came. */
export function entryForm<Answers>(
  form: FormDefinition<Answers>,
  context: EntryContext,
): AnyForm<Entry<Answers>> {
  return {
    id: `enter-${form.id}`,
    path: "enter/",
    schema: schemaOf(form, context),
    fields: fieldsOf(form, context),
  };
}

/** The answers to the questions of the public form. */
export function answersIn(form: FormDefinition, values: Values): Values {
  return Object.fromEntries(form.fields.map(({ name }) => [name, values[name] ?? ""]));
}

function schemaOf<Answers>(form: FormDefinition<Answers>, context: EntryContext): Schema<Entry<Answers>> {
  const howItCame = z.object({
    channel: oneOf(spokenChannels, (t) => t.fields.entering.channel.missing),
    saidOn: dayThat(
      (day) => day <= dayOf(context.at, context.timeZone),
      (t) => t.fields.entering.saidOn.wrong,
    ),
    saidAt: z
      .string()
      .trim()
      .refine(
        (time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time),
        saying((t) => t.fields.entering.saidAt.wrong),
      ),
    quote: optionalLines(2000),
  });
  return z.record(z.string(), z.string()).transform((values, checked) => {
    const came = howItCame.safeParse({ quote: "", ...values });
    const sent = form.schema.safeParse(answersIn(form, values));
    const saidAt = came.data && instantOf(`${came.data.saidOn}T${came.data.saidAt}`, context.timeZone);
    const mistakes = [
      ...mistakesIn(came.error),
      ...mistakesAbout(form, values, saidAt, context),
      // Their guardian has to agree by a link of their own.
      ...mistakesIn(sent.error).filter(({ field }) => field !== "guardian"),
    ];
    for (const { field, message } of mistakes)
      checked.addIssue({ code: "custom", path: [field], ...saying(message) });
    if (!came.data || !sent.data || !saidAt || mistakes.length > 0) return z.NEVER;
    return { record: sent.data, channel: came.data.channel, saidAt, quote: came.data.quote };
  });
}

function mistakesIn(error: z.ZodError | undefined): Mistake<Words>[] {
  return (error?.issues ?? []).map((issue) => ({ field: String(issue.path[0]), message: wordsOf(issue) }));
}

/** What only staff can get wrong. It comes before what the public form says of the same field. */
function mistakesAbout(
  form: FormDefinition,
  values: Values,
  saidAt: Date | undefined,
  { inForceSince, at, timeZone }: EntryContext,
): Mistake<Words>[] {
  const boxes = form.fields.filter(({ consentTo }) => consentTo);
  const isRefused = boxes.some(({ name, optional }) => !optional && values[name] !== "yes");
  const hasAgreed = boxes.some(({ name }) => values[name] === "yes");
  const isUnquoted = values.channel === "email" && hasAgreed && isBlank(values.quote ?? "");
  const isTooEarly = hasAgreed && saidAt !== undefined && saidAt < inForceSince;
  return [
    ...about(saidAt !== undefined && saidAt > at, "saidAt", (t) => t.fields.entering.saidAt.wrong),
    ...about(isTooEarly, "saidOn", (t) =>
      t.fields.entering.saidOn.early({ day: dayOf(inForceSince, timeZone) }),
    ),
    ...about(needsGuardian(values), "age", (t) => t.fields.entering.minor),
    ...about(isUnquoted, "quote", (t) => t.fields.entering.quote.missing),
    ...about(isRefused, "consent", (t) => t.fields.entering.agreed.missing),
  ];
}

function about(isWrong: boolean, field: string, message: Words): Mistake<Words>[] {
  return isWrong ? [{ field, message }] : [];
}

function fieldsOf(form: FormDefinition, { language, commitments }: EntryContext): Field[] {
  const asksConsent = form.fields.some(({ consentTo }) => consentTo);
  const questions = form.fields.filter(({ name, consentTo }) => name !== "guardian" && !consentTo);
  const boxes = form.fields.filter(({ consentTo }) => consentTo);
  return [
    ...cameFields,
    ...questions.map(asAsked),
    ...(asksConsent ? [quoteField] : []),
    ...boxes.map((box): Field => {
      const words = inLanguage(box.label, language, commitments);
      return { ...box, label: (t) => t.fields.entering.agreed.label({ words }) };
    }),
  ];
}

/** A question as staff read it: without what it says to its sender. The age is asked in the same words. */
function asAsked({ folded: _folded, hint, leads: _leads, ...field }: Field): Field {
  const { name, options } = field;
  const isAsked = name === "age" || name === "country";
  if (isAsked && hint) return { ...field, hint };
  return {
    ...field,
    autocomplete: "off",
    ...(options === undefined && isLabelled(name)
      ? { label: (t: Texts) => t.staff.submission.labels[name] }
      : {}),
  };
}

const labelled = ["goods", "quantity", "delivery", "name", "company", "address", "email", "phone"] as const;

function isLabelled(name: string): name is (typeof labelled)[number] {
  return (labelled as readonly string[]).includes(name);
}

const cameFields: readonly Field[] = [
  {
    name: "channel",
    control: "radios",
    isShort: true,
    label: (t) => t.fields.entering.channel.label,
    options: spokenChannels.map((value) => ({
      value,
      label: (t) => t.fields.entering.channel.options[value],
    })),
  },
  {
    name: "saidOn",
    control: "text",
    label: (t) => t.fields.entering.saidOn.label,
    hint: (t) => t.fields.entering.saidOn.hint,
    maxLength: 10,
  },
  {
    name: "saidAt",
    control: "text",
    label: (t) => t.fields.entering.saidAt.label,
    hint: (t) => t.fields.entering.saidAt.hint,
    maxLength: 5,
  },
];

const quoteField: Field = {
  name: "quote",
  control: "textarea",
  label: (t) => t.fields.entering.quote.label,
  hint: (t) => t.fields.entering.quote.hint,
  optional: true,
  maxLength: 2000,
  rows: 3,
};
