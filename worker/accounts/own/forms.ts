import { z } from "zod";
import {
  addressField,
  line,
  nameField,
  optionalLines,
  optionalPhone,
  phoneField,
  ticked,
} from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import { newsletterForm } from "../../submissions/newsletter/form.ts";
import type { Details } from "../engine/users.ts";
import { givenPassword, passwordField } from "../form/password-fields.ts";

const DetailsForm = z.strictObject({
  name: line(100, (t) => t.fields.shared.name.missing),
  phone: optionalPhone,
  address: optionalLines(500),
});

/** The form that corrects what is held about the person. */
export const detailsForm: AnyForm<Details> = {
  id: "details",
  path: "account/details/",
  schema: DetailsForm,
  fields: [
    nameField,
    phoneField,
    { ...addressField, hint: (t) => t.fields.account.address.hint, optional: true },
  ],
};

const Acceptance = z.strictObject({
  consent: ticked((t) => t.fields.account.acceptance.missing),
  password: givenPassword,
});

export type Acceptance = z.infer<typeof Acceptance>;

/** The form that signs the version of the policy in force (clauses 11 and 14). */
export const acceptanceForm: AnyForm<Acceptance> = {
  id: "accept-policy",
  path: "account/consents/accept/",
  schema: Acceptance,
  fields: [
    {
      name: "consent",
      control: "checkbox",
      label: (t) => t.fields.account.acceptance.consent,
      consentTo: "registration",
    },
    {
      ...passwordField,
      label: (t) => t.fields.account.password.own,
      hint: (t) => t.fields.account.acceptance.password,
    },
  ],
};

const Subscribing = z.strictObject({ newsletter: ticked((t) => t.fields.newsletter.newsletter.missing) });

export type Subscribing = z.infer<typeof Subscribing>;

/** The form that subscribes from the account. */
export const ownNewsletterForm: AnyForm<Subscribing> = {
  id: "own-newsletter",
  path: "account/newsletter/",
  schema: Subscribing,
  fields: newsletterForm.fields.filter(({ name }) => name === "newsletter"),
};
