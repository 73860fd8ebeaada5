import { z } from "zod";
import type { AnyForm } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { page } from "../../web/shown-page.ts";
import { givenPassword, passwordField } from "../form/password-fields.ts";

const Deletion = z.strictObject({
  when: z.enum(["later", "now"], "Choose when"),
  password: givenPassword,
});

export type Deletion = z.infer<typeof Deletion>;

/** Asks for the account to be erased. */
export const deletionForm: AnyForm<z.ZodType<Deletion>> = {
  id: "delete",
  path: "account/delete/",
  schema: Deletion,
  fields: [
    {
      name: "when",
      control: "radios",
      label: { en: "When should we erase it?" },
      options: [
        { value: "later", label: { en: "In 14 days. Until then I can change my mind" } },
        { value: "now", label: { en: "At once. This cannot be undone" } },
      ],
    },
    { ...passwordField, label: { en: "Your password" } },
  ],
};

export const deletionPage = page<FormPage<{ at: Date }>>("/[lang]/account/delete/");
