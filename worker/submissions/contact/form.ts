import { z } from "zod";
import { age, ageFields, withGuardian } from "../../forms/form/age.ts";
import {
  addressField,
  email,
  emailField,
  line,
  lines,
  maybeTicked,
  nameField,
  newsletterOffer,
  optionalLines,
  optionalPhone,
  phoneField,
  ticked,
} from "../../forms/form/fields.ts";
import type { FormDefinition } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { oneOf } from "../../forms/form/words.ts";
import { offers } from "../../web/offers.ts";
import type { Language } from "../../web/organization.ts";
import { page } from "../../web/shown-page.ts";

const topics = (["question", "order", "privacy", "other"] as const).filter(
  (topic) => topic !== "order" || offers("orders"),
);

/** A message to the organization, as the form sends it. */
export const ContactMessage = withGuardian(() =>
  z.strictObject({
    name: line(100, (t) => t.fields.shared.name.missing),
    email,
    phone: optionalPhone,
    address: optionalLines(500),
    topic: oneOf(topics, (t) => t.fields.contact.topic.missing),
    message: lines(5000, (t) => t.fields.contact.message.missing),
    ...age,
    consent: ticked((t) => t.fields.contact.consent.missing),
    newsletter: maybeTicked,
  }),
);

export type ContactMessage = z.infer<typeof ContactMessage>;

/** A stored message, opened. */
export interface KeptMessage extends Omit<ContactMessage, keyof typeof age | "consent" | "newsletter"> {
  reference: string;
  receivedAt: Date;
  /** The phone number in E.164, where it has one. */
  phoneE164?: string;
  /** Language of the page it was sent from. */
  language: Language;
}

/** The contact form (clauses 3, 8 and 13 of the policy). */
export const contactForm: FormDefinition<ContactMessage> = {
  id: "contact",
  path: "contact/",
  schema: ContactMessage,
  fields: [
    nameField,
    emailField,
    { ...phoneField, folded: (t) => t.fields.contact.more },
    {
      ...addressField,
      hint: (t) => t.fields.contact.address.hint,
      optional: true,
      folded: (t) => t.fields.contact.more,
    },
    {
      name: "topic",
      leads: true,
      control: "select",
      label: (t) => t.fields.contact.topic.label,
      options: topics.map((value) => ({ value, label: (t) => t.fields.contact.topic.options[value] })),
    },
    {
      name: "message",
      leads: true,
      category: "pd:Communication",
      control: "textarea",
      label: (t) => t.fields.contact.message.label,
      maxLength: 5000,
      rows: 5,
    },
    ...ageFields,
    {
      name: "consent",
      control: "checkbox",
      label: (t) => t.fields.contact.consent.label,
      consentTo: "support",
    },
    newsletterOffer,
  ],
};

export const contactPage = page<FormPage>("/[lang]/contact/");
