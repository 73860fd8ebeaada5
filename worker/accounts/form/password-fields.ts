import { z } from "zod";
import type { Field } from "../../forms/form/form.ts";

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
