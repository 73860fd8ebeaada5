import { z } from "zod";
import { line, lines, optionalLine, optionalLines, ticked } from "../../forms/form/fields.ts";
import type { AnyForm, Field } from "../../forms/form/form.ts";
import { oneOf } from "../../forms/form/words.ts";
import { type CorrectableField, correctableFields } from "../../submissions/answering/correctable.ts";

const requiredGroundField: Field = {
  name: "refusalGround",
  control: "text",
  label: (t) => t.fields.staff.request.ground.label,
  hint: (t) => t.fields.staff.request.ground.hint,
  maxLength: 300,
};

const groundField: Field = { ...requiredGroundField, name: "ground", optional: true };

const ground = optionalLine(300);

/** Records how somebody was identified, where the confirmed address is not enough. */
export const identifyForm: AnyForm<{ how: string }> = {
  id: "identify",
  path: "identify/",
  schema: z.strictObject({ how: lines(1000, (t) => t.fields.staff.request.how.missing) }),
  fields: [
    {
      name: "how",
      control: "textarea",
      label: (t) => t.fields.staff.request.how.label,
      hint: (t) => t.fields.staff.request.how.hint,
      maxLength: 1000,
      rows: 3,
    },
  ],
};

/** Extends the answer, with the reason that the person is told. A hold on the same page has its own `reason`. */
export const extendForm: AnyForm<{ why: string }> = {
  id: "extend",
  path: "extend/",
  schema: z.strictObject({ why: lines(2000, (t) => t.fields.staff.request.reason.missing) }),
  fields: [
    {
      name: "why",
      control: "textarea",
      label: (t) => t.fields.staff.request.reason.label,
      hint: (t) => t.fields.staff.request.reason.hint,
      maxLength: 2000,
      rows: 3,
    },
  ],
};

/** Refuses a request, with the ground and the reasons that the person is told. */
export const refuseForm: AnyForm<{ refusalGround: string; reasons: string }> = {
  id: "refuse",
  path: "refuse/",
  schema: z.strictObject({
    refusalGround: line(300, (t) => t.fields.staff.request.ground.missing),
    reasons: lines(5000, (t) => t.fields.staff.request.reasons.missing),
  }),
  fields: [
    requiredGroundField,
    {
      name: "reasons",
      control: "textarea",
      label: (t) => t.fields.staff.request.reasons.label,
      hint: (t) => t.fields.staff.request.reasons.hint,
      maxLength: 5000,
      rows: 5,
    },
  ],
};

/** Carries a request out: makes the copy, restricts, or ends what was objected to. */
export const deedForm: AnyForm<{ ground: string }> = {
  id: "deed",
  path: "",
  schema: z.strictObject({ ground }),
  fields: [groundField],
};

/** Erases everything of the address for good. */
export const eraseAllForm: AnyForm<{ ground: string; sure: "yes" }> = {
  id: "erase",
  path: "erase/",
  schema: z.strictObject({ ground, sure: ticked((t) => t.fields.staff.erase.missing) }),
  fields: [groundField, { name: "sure", control: "checkbox", label: (t) => t.fields.staff.erase.label }],
};

/** A record of the person that can be corrected. */
export interface Correctable {
  /** Reference of a submission, or the id of the account. */
  record: string;
  label: string;
}

/** Corrects one field of one record. */
export function correctForm(
  records: readonly Correctable[],
): AnyForm<{ record: string; field: CorrectableField; value: string; ground: string }> {
  return {
    id: "correct",
    path: "correct/",
    schema: z.strictObject({
      record: oneOf(
        records.map(({ record }) => record),
        (t) => t.fields.staff.request.record.missing,
      ),
      field: oneOf(correctableFields, (t) => t.fields.staff.request.field.missing),
      value: optionalLines(500),
      ground,
    }),
    fields: [
      {
        name: "record",
        control: "select",
        label: (t) => t.fields.staff.request.record.label,
        options: records.map(({ record, label }) => ({ value: record, label: () => label })),
      },
      {
        name: "field",
        control: "select",
        label: (t) => t.fields.staff.request.field.label,
        options: correctableFields.map((value) => ({
          value,
          label: (t) => t.staff.submission.labels[value],
        })),
      },
      {
        name: "value",
        control: "textarea",
        label: (t) => t.fields.staff.request.value.label,
        maxLength: 500,
        optional: true,
        rows: 2,
      },
      groundField,
    ],
  };
}

/** The closing letter of a request that was carried out. */
export const closeForm: AnyForm<{ note: string }> = {
  id: "done",
  path: "done/",
  schema: z.strictObject({ note: optionalLines(5000) }),
  fields: [
    {
      name: "note",
      control: "textarea",
      label: (t) => t.fields.staff.done.label,
      hint: (t) => t.fields.staff.done.hint,
      optional: true,
      maxLength: 5000,
      rows: 6,
    },
  ],
};
