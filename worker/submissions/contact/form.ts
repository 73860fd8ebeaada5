import { z } from "zod";
import {
  addressField,
  age,
  ageFields,
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
  withGuardian,
} from "../../forms/form/fields.ts";
import type { FormDefinition } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import type { Language } from "../../web/organization.ts";
import { page } from "../../web/shown-page.ts";

const topics = ["question", "order", "privacy", "other"] as const;

/** A message to the organization, as the form sends it. */
export const ContactMessage = withGuardian(
  z.strictObject({
    name: line(100, "Enter your name"),
    email,
    phone: optionalPhone,
    address: optionalLines(500),
    topic: z.enum(topics, "Choose what your message is about"),
    message: lines(5000, "Enter your message"),
    ...age,
    consent: ticked("Tick the box if you agree: without it we can't keep or answer your message"),
    newsletter: maybeTicked,
  }),
);

export type ContactMessage = z.infer<typeof ContactMessage>;

/** A message as it is kept, opened. */
export interface KeptMessage extends Omit<ContactMessage, "age" | "guardian" | "consent" | "newsletter"> {
  reference: string;
  receivedAt: Date;
  /** Language of the page it was sent from. */
  language: Language;
}

/** The contact form (clauses 3, 8 and 13 of the policy). */
export const contactForm: FormDefinition<z.ZodType<ContactMessage>> = {
  id: "contact",
  path: "contact/",
  schema: ContactMessage,
  fields: [
    nameField,
    { ...emailField, hint: { en: "We send our answer and a copy of your message here." } },
    phoneField,
    { ...addressField, hint: { en: "Only if you would like an answer by post." }, optional: true },
    {
      name: "topic",
      control: "select",
      label: { en: "What is it about?" },
      options: [
        { value: "question", label: { en: "A question about our goods" } },
        { value: "order", label: { en: "An order" } },
        { value: "privacy", label: { en: "My personal data" } },
        { value: "other", label: { en: "Something else" } },
      ],
    },
    {
      name: "message",
      category: "pd:Communication",
      control: "textarea",
      label: { en: "Your message" },
      maxLength: 5000,
      rows: 8,
    },
    ...ageFields,
    {
      name: "consent",
      control: "checkbox",
      label: {
        en: "I agree that you keep what I entered here, together with the policy version shown above, to answer my message.",
      },
      consentTo: "support",
    },
    newsletterOffer,
  ],
};

export const contactPage = page<FormPage>("/[lang]/contact/");
