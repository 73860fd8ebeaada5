import { z } from "zod";
import type { AnyForm } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { oneOf } from "../../forms/form/words.ts";
import { page } from "../../web/shown-page.ts";
import { givenPassword, passwordField } from "../form/password-fields.ts";

/** How many days an erasure can be taken back after it was requested. */
export const undoDays = 14;

const Deletion = z.strictObject({
  when: oneOf(["later", "now"], (t) => t.fields.account.deletion.missing),
  password: givenPassword,
});

export type Deletion = z.infer<typeof Deletion>;

/** The form that asks for the account to be erased. */
export const deletionForm: AnyForm<Deletion> = {
  id: "delete",
  path: "account/delete/",
  schema: Deletion,
  fields: [
    {
      name: "when",
      control: "radios",
      label: (t) => t.fields.account.deletion.label,
      options: [
        { value: "later", label: (t) => t.fields.account.deletion.later({ days: undoDays }) },
        { value: "now", label: (t) => t.fields.account.deletion.now },
      ],
    },
    { ...passwordField, label: (t) => t.fields.account.password.own },
  ],
};

export const deletionPage = page<FormPage<{ at: Date }>>("/[lang]/account/delete/");

/** The page after an erasure; `isHeld` where a law keeps something, and the person may know. */
export const erasedPage = page<{ isHeld: boolean }>("/[lang]/erased/");
