import { z } from "zod";
import type { AnyForm } from "../../forms/form/form.ts";

/** The form that tries a mail once more. */
export const mailAgainForm: AnyForm<object> = {
  id: "mail-again",
  path: "again/",
  schema: z.strictObject({}),
  fields: [],
};
