import { z } from "zod";
import { lines } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";

/** The form that answers a message by mail. */
export const answerForm: AnyForm<z.ZodType<{ answer: string }>> = {
  id: "answer",
  path: "answer/",
  schema: z.strictObject({ answer: lines(5000, (t) => t.fields.staff.answer.missing) }),
  fields: [
    {
      name: "answer",
      control: "textarea",
      label: (t) => t.fields.staff.answer.label,
      hint: (t) => t.fields.staff.answer.hint,
      maxLength: 5000,
      rows: 8,
    },
  ],
};

/** The form that records that something was settled another way: by phone, or because there is nothing to answer. */
export const handledForm: AnyForm<z.ZodType<object>> = {
  id: "handled",
  path: "handled/",
  schema: z.strictObject({}),
  fields: [],
};
