import { z } from "zod";
import { email, emailField } from "../../forms/form/fields.ts";
import type { AnyForm, Field } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { page } from "../../web/shown-page.ts";
import { givenPassword, newPassword, newPasswordField, passwordField } from "../form/password-fields.ts";

/** The new password of somebody who has one. */
const anotherPasswordField: Field = {
  ...newPasswordField,
  label: (t) => t.fields.account.newPassword.another,
};

const Forgotten = z.strictObject({ email });

export type Forgotten = z.infer<typeof Forgotten>;

/** The form that asks for a link for a new password. */
export const forgotForm: AnyForm<Forgotten> = {
  id: "forgot-password",
  path: "forgot-password/",
  schema: Forgotten,
  fields: [{ ...emailField, autocomplete: "username" }],
};

const Reset = z.strictObject({ password: newPassword });

export type Reset = z.infer<typeof Reset>;

/** The form for the new password, behind a mailed link. */
export const resetForm: AnyForm<Reset> = {
  id: "reset",
  path: "reset/",
  schema: Reset,
  fields: [anotherPasswordField],
};

const Changed = z.strictObject({ current: givenPassword, password: newPassword });

export type Changed = z.infer<typeof Changed>;

/** The form that changes the password of somebody signed in. */
export const changePasswordForm: AnyForm<Changed> = {
  id: "change-password",
  path: "account/security/password/",
  schema: Changed,
  fields: [
    { ...passwordField, name: "current", label: (t) => t.fields.account.password.current },
    anotherPasswordField,
  ],
};

export const forgotPage = page<FormPage>("/[lang]/forgot-password/");

export const resetPage = page<FormPage>("/[lang]/reset/[token]/");

export const changePasswordPage = page<FormPage>("/[lang]/account/security/password/");
