import { z } from "zod";
import { age, ageFields, withGuardian } from "../../forms/form/age.ts";
import {
  addressField,
  email,
  emailField,
  line,
  nameField,
  optionalLines,
  optionalPhone,
  phoneField,
  ticked,
} from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { page } from "../../web/shown-page.ts";
import { givenPassword, newPassword, newPasswordField, passwordField } from "../form/password-fields.ts";

const Registration = withGuardian(() =>
  z.strictObject({
    name: line(100, (t) => t.fields.shared.name.missing),
    email,
    password: newPassword,
    phone: optionalPhone,
    address: optionalLines(500),
    ...age,
    consent: ticked((t) => t.fields.account.registration.consentMissing),
  }),
);

export type Registration = z.infer<typeof Registration>;

/** Opens an account (clauses 3, 8, 11 and 13 of the policy). */
export const registrationForm: AnyForm<Registration> = {
  id: "register",
  path: "register/",
  schema: Registration,
  fields: [
    nameField,
    {
      ...emailField,
      hint: (t) => t.fields.account.registration.email,
      autocomplete: "username",
    },
    newPasswordField,
    phoneField,
    { ...addressField, hint: (t) => t.fields.account.address.hint, optional: true },
    ...ageFields,
    {
      name: "consent",
      control: "checkbox",
      label: (t) => t.fields.account.registration.consent,
      consentTo: "registration",
    },
  ],
};

const Verification = z.strictObject({ password: givenPassword });

export type Verification = z.infer<typeof Verification>;

/**
 * Confirms an email address. Only whoever chose the password can, so nobody opens an account with another's address.
 */
export const verificationForm: AnyForm<Verification> = {
  id: "verify",
  path: "verify/",
  schema: Verification,
  fields: [{ ...passwordField, hint: (t) => t.fields.account.verification.hint }],
};

export const registrationPage = page<FormPage>("/[lang]/register/");

export const verificationPage = page<FormPage>("/[lang]/verify/[token]/");
