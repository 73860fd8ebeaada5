import { z } from "zod";
import {
  addressField,
  age,
  ageFields,
  email,
  emailField,
  line,
  nameField,
  optionalLines,
  optionalPhone,
  phoneField,
  ticked,
  withGuardian,
} from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { page } from "../../web/shown-page.ts";
import { givenPassword, newPassword, newPasswordField, passwordField } from "../form/password-fields.ts";

const Registration = withGuardian(
  z.strictObject({
    name: line(100, "Enter your name"),
    email,
    password: newPassword,
    phone: optionalPhone,
    address: optionalLines(500),
    ...age,
    consent: ticked("Tick the box if you agree: without it we can't keep an account for you"),
  }),
);

export type Registration = z.infer<typeof Registration>;

/** Opens an account (clauses 3, 8, 11 and 13 of the policy). */
export const registrationForm: AnyForm<z.ZodType<Registration>> = {
  id: "register",
  path: "register/",
  schema: Registration,
  fields: [
    nameField,
    {
      ...emailField,
      hint: { en: "We send a link there, to see that it is yours. You sign in with it." },
      autocomplete: "username",
    },
    newPasswordField,
    { ...phoneField, hint: { en: "Mobile or landline, if you would like us to call." } },
    { ...addressField, hint: { en: "Where we send goods." }, optional: true },
    ...ageFields,
    {
      name: "consent",
      control: "checkbox",
      label: {
        en: "I agree that you keep an account for me with what I entered here, under the policy version shown above. My password is my signature, as its clause “Signature” says.",
      },
      consentTo: "registration",
    },
  ],
};

const Verification = z.strictObject({ password: givenPassword });

export type Verification = z.infer<typeof Verification>;

/** Confirms an e-mail address: only who chose the password can, so nobody opens an account with another's address. */
export const verificationForm: AnyForm<z.ZodType<Verification>> = {
  id: "verify",
  path: "verify/",
  schema: Verification,
  fields: [{ ...passwordField, hint: { en: "The one that you chose when you registered." } }],
};

export const registrationPage = page<FormPage>("/[lang]/register/");

export const verificationPage = page<FormPage>("/[lang]/verify/[token]/");
