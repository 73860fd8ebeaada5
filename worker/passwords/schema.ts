import { z } from "zod";
import { email, emailField } from "../fields/schema.ts";
import type { AnyForm, Field } from "../forms/schema.ts";

/** A password to check against the one that is kept: anything that was typed, up to a length. */
export const givenPassword = z
  .string()
  .refine((text) => text !== "", "Enter your password")
  .refine((text) => text.length <= 256, "Use 128 characters or fewer");

/** A password to keep; `passwordMistake` says the rest. */
export const newPassword = z
  .string()
  .refine((text) => text !== "", "Enter a password")
  .refine((text) => text.length <= 256, "Use 128 characters or fewer");

export const passwordField: Field = {
  name: "password",
  control: "password",
  label: { en: "Password" },
  autocomplete: "current-password",
  maxLength: 256,
};

export const newPasswordField: Field = {
  name: "password",
  control: "password",
  label: { en: "Choose a password" },
  hint: { en: "8 characters or more. Any characters and spaces; a few unusual words are easy to remember." },
  autocomplete: "new-password",
  maxLength: 256,
};

const Forgotten = z.strictObject({ email });
export type Forgotten = z.infer<typeof Forgotten>;

/** Asks for a link for a new password. */
export const forgotForm: AnyForm<z.ZodType<Forgotten>> = {
  id: "forgot-password",
  path: "forgot-password/",
  schema: Forgotten,
  fields: [{ ...emailField, autocomplete: "username" }],
};

const Reset = z.strictObject({ password: newPassword });
export type Reset = z.infer<typeof Reset>;

/** Takes the new password, behind a mailed link. */
export const resetForm: AnyForm<z.ZodType<Reset>> = {
  id: "reset",
  path: "reset/",
  schema: Reset,
  fields: [newPasswordField],
};

const Changed = z.strictObject({ current: givenPassword, password: newPassword });
export type Changed = z.infer<typeof Changed>;

/** Changes the password of somebody who is signed in. */
export const changePasswordForm: AnyForm<z.ZodType<Changed>> = {
  id: "change-password",
  path: "account/security/password/",
  schema: Changed,
  fields: [
    { ...passwordField, name: "current", label: { en: "Your password now" } },
    { ...newPasswordField, label: { en: "New password" } },
  ],
};
