import { z } from "zod";
import type { NewSuspension } from "../../accounts/suspension/suspension.ts";
import { line, lines } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import { reviewDay, reviewField } from "../desk/forms.ts";

/** The form that finds a client. It is sent, so that no address holds one. */
export const findForm: AnyForm<{ q: string }> = {
  id: "find-client",
  path: "clients/",
  schema: z.strictObject({ q: line(254, (t) => t.fields.staff.client.missing) }),
  fields: [
    {
      name: "q",
      control: "text",
      label: (t) => t.fields.staff.client.label,
      hint: (t) => t.fields.staff.client.hint,
      autocomplete: "off",
      maxLength: 254,
    },
  ],
};

/** The form that suspends an account, or changes what is said of it. */
export function suspendForm(today: string): AnyForm<NewSuspension> {
  return {
    id: "suspend",
    path: "suspend/",
    schema: z.strictObject({
      reason: lines(1000, (t) => t.fields.staff.suspension.reason.missing),
      told: lines(1000, (t) => t.fields.staff.suspension.told.missing),
      reviewOn: reviewDay(today),
    }),
    fields: [
      {
        name: "reason",
        control: "textarea",
        label: (t) => t.fields.staff.suspension.reason.label,
        hint: (t) => t.fields.staff.suspension.reason.hint,
        maxLength: 1000,
        rows: 3,
      },
      {
        name: "told",
        control: "textarea",
        label: (t) => t.fields.staff.suspension.told.label,
        hint: (t) => t.fields.staff.suspension.told.hint,
        maxLength: 1000,
        rows: 3,
      },
      reviewField,
    ],
  };
}
