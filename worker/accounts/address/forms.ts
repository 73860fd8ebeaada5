import { z } from "zod";
import { email, emailField } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { page } from "../../web/shown-page.ts";
import { givenPassword, passwordField } from "../form/password-fields.ts";

const NewAddress = z.strictObject({ email, password: givenPassword });

export type NewAddress = z.infer<typeof NewAddress>;

/** The form for another email address. */
export const newAddressForm: AnyForm<NewAddress> = {
  id: "new-address",
  path: "account/security/email/",
  schema: NewAddress,
  fields: [
    { ...emailField, label: (t) => t.fields.account.newAddress.label },
    { ...passwordField, label: (t) => t.fields.account.password.own },
  ],
};

/** Confirms it from the mailed link: a button, nothing to fill in. */
export const confirmAddressForm: AnyForm<Record<string, never>> = {
  id: "confirm-address",
  path: "new-address/",
  schema: z.strictObject({}),
  fields: [],
};

export const newAddressPage = page<FormPage>("/[lang]/account/security/email/");

export const confirmAddressPage = page<FormPage>("/[lang]/new-address/[token]/");
