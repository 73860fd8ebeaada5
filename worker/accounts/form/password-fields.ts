import { z } from "zod";
import type { Field } from "../../forms/form/form.ts";
import { saying } from "../../forms/form/words.ts";

/** Allowed length of a password in characters (NIST SP 800-63B). */
export const passwordLength = { min: 8, max: 128 };

/** Characters beyond the basic plane take two code units. */
const isShortEnough = (text: string) => text.length <= 2 * passwordLength.max;
const tooLong = saying((t) => t.fields.shared.tooLong(passwordLength));

/** A password to check against the stored one: anything up to a certain length. */
export const givenPassword = z
  .string()
  .refine(
    (text) => text !== "",
    saying((t) => t.fields.account.password.missing),
  )
  .refine(isShortEnough, tooLong);

/** A password to store. `passwordMistake` checks the rest. */
export const newPassword = z
  .string()
  .refine(
    (text) => text !== "",
    saying((t) => t.fields.account.newPassword.missing),
  )
  .refine(isShortEnough, tooLong);

export const passwordField: Field = {
  name: "password",
  control: "password",
  label: (t) => t.fields.account.password.label,
  autocomplete: "current-password",
  maxLength: 2 * passwordLength.max,
};

export const newPasswordField: Field = {
  name: "password",
  control: "password",
  label: (t) => t.fields.account.newPassword.label,
  hint: (t) => t.fields.account.newPassword.hint(passwordLength),
  autocomplete: "new-password",
  maxLength: 2 * passwordLength.max,
};
