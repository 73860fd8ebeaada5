import { z } from "zod";
import { lines } from "../../forms/form/fields.ts";
import type { AnyForm, Field } from "../../forms/form/form.ts";
import { saying } from "../../forms/form/words.ts";

/** The form that records a step and nothing else. */
export const stepForm: AnyForm<object> = {
  id: "step",
  path: "",
  schema: z.strictObject({}),
  fields: [],
};

/** Why a disclosure is refused or taken back. */
export const refuseForm: AnyForm<{ note: string }> = {
  id: "refuse",
  path: "",
  schema: z.strictObject({ note: lines(1000, (t) => t.fields.disclosure.note.missing) }),
  fields: [
    {
      name: "note",
      control: "textarea",
      label: (t) => t.fields.disclosure.note.label,
      maxLength: 1000,
      rows: 3,
    },
  ],
};

/** A day, `YYYY-MM-DD`. Whether it is still to come depends on the clock. */
export const day = z.string().refine(
  isDay,
  saying((t) => t.fields.disclosure.reviewOn.wrong),
);

/** Asks when staff look at something again. */
export const reviewField: Field = {
  name: "reviewOn",
  control: "text",
  label: (t) => t.fields.disclosure.reviewOn.label,
  hint: (t) => t.fields.disclosure.reviewOn.hint,
  maxLength: 10,
};

/** Says anew why the client is not told, and when to look at it again. */
export const withholdForm: AnyForm<{ silence: string; reviewOn: string }> = {
  id: "withhold",
  path: "",
  schema: z.strictObject({
    silence: lines(1000, (t) => t.fields.disclosure.silence.missing),
    reviewOn: day,
  }),
  fields: [
    {
      name: "silence",
      control: "textarea",
      label: (t) => t.fields.disclosure.silence.label,
      maxLength: 1000,
      rows: 3,
    },
    reviewField,
  ],
};

/** When to look at a hold again. */
export const holdForm: AnyForm<{ holdReviewOn: string }> = {
  id: "hold",
  path: "",
  schema: z.strictObject({ holdReviewOn: day }),
  fields: [{ ...reviewField, name: "holdReviewOn" }],
};

function isDay(text: string): boolean {
  return z.iso.date().safeParse(text).success;
}
