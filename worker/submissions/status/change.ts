import { z } from "zod";
import { optionalLines } from "../../forms/form/fields.ts";
import type { AnyForm, FormId } from "../../forms/form/form.ts";
import { oneOf } from "../../forms/form/words.ts";
import { type Status, type StatusEvent, statusesOf } from "./status.ts";

/** The id that a change's row, mail and audit entry share, so that a repeat meets what is there already. */
export function statusId(reference: string, position: number): string {
  return `${reference}/status-${position}`;
}

/**
 * The statuses a submission can take next, in the order of work: any but the current one, because a wrong press is put
 * right by the right one. A message can be answered more than once. Nothing follows a withdrawn consent, and only the
 * sender can withdraw.
 */
export function nextStatuses(form: FormId, current: Status): Status[] {
  if (current === "withdrawn") return [];
  const [first, ...later] = statusesOf[form] as readonly Status[];
  return later.filter(
    (status) => status !== first && status !== "withdrawn" && (status !== current || status === "answered"),
  );
}

/** A change of status, as staff send it. */
export interface Change {
  status: Status;
  note: string;
}

/** The form that changes the status of an order. */
export function changeForm(current: Status): AnyForm<z.ZodType<Change>> {
  const next = nextStatuses("order", current);
  return {
    id: "status",
    path: "status/",
    schema: z.strictObject({
      status: oneOf(next, (t) => t.fields.staff.status.missing),
      note: optionalLines(2000),
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

/** The form that marks a data request as done. */
export const doneForm: AnyForm<z.ZodType<{ note: string }>> = {
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

/** The changes of one submission among those of many. */
export function historyOf<Event extends StatusEvent>(events: readonly Event[], reference: string): Event[] {
  return events.filter((event) => event.reference === reference);
}
