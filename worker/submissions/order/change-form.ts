import { z } from "zod";
import { optionalLines } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import { oneOf, saying } from "../../forms/form/words.ts";
import type { Status } from "../status/status.ts";
import { needsReason, plainSteps } from "./steps.ts";

/** A change of status, as staff send it. */
export interface Change {
  status: Status;
  note: string;
}

/** The form that moves an order one step on, or cancels it with a reason. */
export function changeForm(current: Status): AnyForm<Change> {
  const next = plainSteps(current);
  return {
    id: "status",
    path: "status/",
    schema: z
      .strictObject({
        status: oneOf(next, (t) => t.fields.staff.status.missing),
        note: optionalLines(2000),
      })
      .refine(({ status, note }) => !needsReason(status) || note.trim() !== "", {
        path: ["note"],
        ...saying((t) => t.fields.staff.note.missing),
      }),
    fields: [
      {
        name: "status",
        control: "radios",
        label: (t) => t.fields.staff.status.label,
        options: next.map((value) => ({ value, label: (t) => t.status[value] })),
      },
      {
        name: "note",
        control: "textarea",
        label: (t) => t.fields.staff.note.label,
        hint: (t) => t.fields.staff.note.hint,
        optional: true,
        maxLength: 2000,
        rows: 4,
      },
    ],
  };
}
