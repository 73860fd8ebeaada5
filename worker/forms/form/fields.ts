import { z } from "zod";
import type { Field } from "./form.ts";

/** What a person may declare about their age (clause 13). The answer is not kept. */
export const ages = ["of-age", "with-guardian", "too-young"] as const;

/** A line of text that has to be there. */
export function line(most: number, missing: string) {
  return z
    .string()
    .refine((text) => text.trim() !== "", missing)
    .refine(...lengthOf(most))
    .refine((text) => !/[\n\r]/.test(text), "Use one line");
}

/** A line of text that may be empty. */
export function optionalLine(most: number) {
  return z
    .string()
    .refine(...lengthOf(most))
    .refine((text) => !/[\n\r]/.test(text), "Use one line");
}

/** Text of several lines that has to be there. */
export function lines(most: number, missing: string) {
  return optionalLines(most).refine((text) => text.trim() !== "", missing);
}

/** Text of several lines that may be empty. */
export function optionalLines(most: number) {
  return z.string().refine(...lengthOf(most));
}

/** One e-mail address as mail services take it: ASCII, at most 254 characters. */
export const email = z
  .string()
  .trim()
  .refine((text) => text !== "", "Enter your e-mail address")
  .pipe(
    z.email("Enter one e-mail address, such as name@example.com").max(254, "Use 254 characters or fewer"),
  );

/** The same, or empty. */
export const optionalEmail = z
  .string()
  .trim()
  .pipe(z.union([z.literal(""), email]));

/** A mobile or landline number, or empty. */
export const optionalPhone = z
  .string()
  .trim()
  .regex(/^(?:\+?[\d ().-]{5,30})?$/, "Enter a phone number, such as +86 991 555 0100, or leave this empty");

/** The answers that every form asks for: how old, and whether a guardian agrees. */
export const age = {
  age: z.enum(ages, "Say how old you are"),
  guardian: z.enum(["", "yes"]),
};

/** A box that is ticked. */
export function ticked(missing: string) {
  return z.literal("yes", missing);
}

/** A box that may be left alone. */
export const maybeTicked = z.enum(["", "yes"]);

/** Adds the rule that a person who is not of age needs the guardian's box. */
export function withGuardian<Shape extends z.ZodObject<typeof age>>(shape: Shape): Shape {
  return shape.refine(({ age, guardian }) => age !== "with-guardian" || guardian === "yes", {
    path: ["guardian"],
    error: "Ask your parent or guardian to tick this box: until you are of age we need their agreement",
    // Said together with the other mistakes, not after them.
    when: () => true,
  });
}

export const nameField: Field = {
  name: "name",
  category: "pd:Name",
  control: "text",
  label: { en: "Your name" },
  autocomplete: "name",
  maxLength: 100,
};

export const emailField: Field = {
  name: "email",
  category: "pd:EmailAddress",
  control: "email",
  label: { en: "E-mail address" },
  autocomplete: "email",
  maxLength: 254,
};

export const phoneField: Field = {
  name: "phone",
  category: "pd:TelephoneNumber",
  control: "tel",
  label: { en: "Phone number" },
  hint: { en: "Mobile or landline, if you would like us to call." },
  optional: true,
  autocomplete: "tel",
  maxLength: 31,
};

export const addressField: Field = {
  name: "address",
  category: "pd:PhysicalAddress",
  control: "textarea",
  label: { en: "Postal address" },
  autocomplete: "street-address",
  maxLength: 500,
  rows: 3,
};

/** The age declaration and the guardian's own box. */
export const ageFields: readonly Field[] = [
  {
    name: "age",
    control: "radios",
    label: { en: "How old are you?" },
    hint: {
      en: "We ask because we keep nothing from children. We don't store your answer, only that a guardian agreed.",
    },
    options: [
      { value: "of-age", label: { en: "I am of age where I live" } },
      { value: "with-guardian", label: { en: "I am {minimumAge} or older, but not of age" } },
      { value: "too-young", label: { en: "I am under {minimumAge}" } },
    ],
  },
  {
    name: "guardian",
    control: "checkbox",
    optional: true,
    label: {
      en: "For those not of age: I am the parent or guardian, I have read this form and I agree that it is sent.",
    },
  },
];

/** The offer of the newsletter on a form for something else: a purpose and a box of its own. */
export const newsletterOffer: Field = {
  name: "newsletter",
  control: "checkbox",
  optional: true,
  label: {
    en: "I would also like the newsletter by e-mail: news and offers. I confirm it by mail and can stop it at any time.",
  },
  consentTo: "newsletter",
};

function lengthOf(most: number): [(text: string) => boolean, string] {
  return [
    (text) => text.length <= most,
    `Use ${new Intl.NumberFormat("en").format(most)} characters or fewer`,
  ];
}
