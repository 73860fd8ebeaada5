import { z } from "zod";
import { dayThat, lines } from "../../forms/form/fields.ts";
import type { AnyForm, Field } from "../../forms/form/form.ts";
import { saying } from "../../forms/form/words.ts";

/** The form that answers by mail, notes for the others, or keeps a draft. */
export const answerForm: AnyForm<{ answer: string }> = {
  id: "answer",
  path: "answer/",
  schema: z.strictObject({ answer: lines(5000, (t) => t.fields.staff.answer.missing) }),
  fields: [
    {
      name: "answer",
      control: "textarea",
      label: (t) => t.fields.staff.answer.label,
      maxLength: 5000,
      rows: 7,
    },
  ],
};

/** A form that asks nothing: its button says what it does. */
export const plainForm: AnyForm<object> = {
  id: "plain",
  path: "",
  schema: z.strictObject({}),
  fields: [],
};

/** The form that gives an item to somebody; to nobody if it is empty. */
export function assignForm(colleagues: readonly string[]): AnyForm<{ assignee: string }> {
  return {
    id: "assign",
    path: "assign/",
    schema: z.strictObject({
      assignee: z.string().refine(
        (id) => id === "" || colleagues.includes(id),
        saying((t) => t.fields.staff.assignee.wrong),
      ),
    }),
    fields: [
      { name: "assignee", control: "select", label: (t) => t.fields.staff.assignee.label, optional: true },
    ],
  };
}

/** The day on which staff look at something again: any after today. */
export function reviewDay(today: string) {
  return dayThat(
    (day) => day > today,
    (t) => t.fields.staff.hold.reviewOn.wrong,
  );
}

/** The field for that day. */
export const reviewField: Field = {
  name: "reviewOn",
  control: "text",
  label: (t) => t.fields.staff.hold.reviewOn.label,
  hint: (t) => t.fields.staff.hold.reviewOn.hint,
  maxLength: 10,
};

/** The form that holds an item back from erasure, because a law or a dispute needs it. */
export function holdForm(today: string): AnyForm<{ reason: string; reviewOn: string }> {
  return {
    id: "hold",
    path: "hold/",
    schema: z.strictObject({
      reason: lines(1000, (t) => t.fields.staff.hold.reason.missing),
      reviewOn: reviewDay(today),
    }),
    fields: [
      {
        name: "reason",
        control: "textarea",
        label: (t) => t.fields.staff.hold.reason.label,
        maxLength: 1000,
        rows: 3,
      },
      reviewField,
    ],
  };
}
