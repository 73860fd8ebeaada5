import { z } from "zod";
import { ticked } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";

/** Erases for good: the box is there so that nobody does it by mistake. */
export const eraseForm: AnyForm<z.ZodType<{ sure: "yes" }>> = {
  id: "erase",
  path: "erase/",
  schema: z.strictObject({ sure: ticked("Tick the box if you are sure") }),
  fields: [
    {
      name: "sure",
      control: "checkbox",
      label: { en: "I am sure. It is gone at once and cannot be brought back." },
    },
  ],
};
