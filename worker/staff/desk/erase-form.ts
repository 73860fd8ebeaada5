import { z } from "zod";
import { ticked } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";

/** Erases for good. The box is there so that nobody does it by accident. */
export const eraseForm: AnyForm<{ sure: "yes" }> = {
  id: "erase",
  path: "erase/",
  schema: z.strictObject({ sure: ticked((t) => t.fields.staff.erase.missing) }),
  fields: [
    {
      name: "sure",
      control: "checkbox",
      label: (t) => t.fields.staff.erase.label,
    },
  ],
};
