import { z } from "zod";
import type { FormDefinition } from "../forms/schema.ts";
import type { Language } from "../policy/schema.ts";

const topics = ["question", "order", "privacy", "other"] as const;
const ages = ["of-age", "with-guardian", "too-young"] as const;

const line = (most: number, missing: string) =>
  z
    .string()
    .refine((text) => text.trim() !== "", missing)
    .refine((text) => text.length <= most, `Use ${most} characters or fewer`)
    .refine((text) => !/[\n\r]/.test(text), "Use one line");

/** A message to the organization, as the Worker keeps it. */
export const ContactMessage = z.strictObject({
  name: line(100, "Enter your name"),
  email: z
    .string()
    .trim()
    .refine((text) => text !== "", "Enter your e-mail address")
    .pipe(
      z.email("Enter one e-mail address, such as name@example.com").max(254, "Use 254 characters or fewer"),
    ),
  phone: z
    .string()
    .trim()
    .regex(
      /^(?:\+?[\d ().-]{5,30})?$/,
      "Enter a phone number, such as +86 991 555 0100, or leave this empty",
    ),
  address: z.string().max(500, "Use 500 characters or fewer"),
  topic: z.enum(topics, "Choose what your message is about"),
  message: z
    .string()
    .refine((text) => text.trim() !== "", "Enter your message")
    .refine((text) => text.length <= 5000, "Use 5,000 characters or fewer"),
  age: z
    .enum(ages, "Say how old you are")
    .refine(
      (age) => age !== "too-young",
      "We keep nothing from people under {minimumAge}. Ask your parent or guardian to write to us for you",
    ),
  consent: z.literal("yes", "Tick the box if you agree: without it we can't keep or answer your message"),
});
export type ContactMessage = z.infer<typeof ContactMessage>;

/** A message as it is kept, opened. */
export interface KeptMessage extends Omit<ContactMessage, "age" | "consent"> {
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
    { name: "name", control: "text", label: { en: "Your name" }, autocomplete: "name", maxLength: 100 },
    {
      name: "email",
      control: "email",
      label: { en: "E-mail address" },
      hint: { en: "We send our answer and a copy of your message here." },
      autocomplete: "email",
      maxLength: 254,
    },
    {
      name: "phone",
      control: "tel",
      label: { en: "Phone number" },
      hint: { en: "Mobile or landline, if you would like us to call." },
      optional: true,
      autocomplete: "tel",
      maxLength: 31,
    },
    {
      name: "address",
      control: "textarea",
      label: { en: "Postal address" },
      hint: { en: "Only if you would like an answer by post." },
      optional: true,
      autocomplete: "street-address",
      maxLength: 500,
      rows: 3,
    },
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
    { name: "message", control: "textarea", label: { en: "Your message" }, maxLength: 5000, rows: 8 },
    {
      name: "age",
      control: "radios",
      label: { en: "How old are you?" },
      hint: { en: "We ask because we keep nothing from children. We don't store your age." },
      options: [
        { value: "of-age", label: { en: "I am of age where I live" } },
        {
          value: "with-guardian",
          label: {
            en: "I am {minimumAge} or older but not of age, and my parent or guardian agrees to this message",
          },
        },
        { value: "too-young", label: { en: "I am under {minimumAge}" } },
      ],
    },
    {
      name: "consent",
      control: "checkbox",
      label: {
        en: "I agree that you keep what I entered here, together with the policy version shown above, to answer my message.",
      },
      consentTo: "support",
    },
  ],
};
