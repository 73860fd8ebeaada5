import { z } from "zod";
import { age, ageFields, email, emailField, ticked, withGuardian } from "../../forms/form/fields.ts";
import type { FormDefinition } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import type { Language } from "../../web/organization.ts";
import { page } from "../../web/shown-page.ts";

/** Asking for the newsletter, as the form sends it. */
export const NewsletterRequest = withGuardian(
  z.strictObject({
    email,
    ...age,
    newsletter: ticked("Tick the box if you would like the newsletter"),
  }),
);

export type NewsletterRequest = z.infer<typeof NewsletterRequest>;

/** The newsletter form (clauses 6, 8 and 13 of the policy). */
export const newsletterForm: FormDefinition<z.ZodType<NewsletterRequest>> = {
  id: "newsletter",
  path: "newsletter/",
  schema: NewsletterRequest,
  fields: [
    {
      ...emailField,
      hint: { en: "We send a link here. You get the newsletter only after you confirm with it." },
    },
    ...ageFields,
    {
      name: "newsletter",
      control: "checkbox",
      label: {
        en: "I agree that you send me news and offers by e-mail and keep my address for it, under the policy version shown above. I can stop it at any time.",
      },
      consentTo: "newsletter",
    },
  ],
};

/** Somebody who has asked for the newsletter. */
export interface Subscription {
  /** Reference of the submission that asked for it. */
  reference: string;
  language: Language;
  email: string;
}

/** An issue of the newsletter, as staff write it. */
export const Issue = z.strictObject({
  /** The same id again is the same issue: it is sent once. */
  id: z.string().regex(/^[\w-]{1,60}$/),
  language: z.enum(["en", "zh", "ru"]),
  subject: z
    .string()
    .trim()
    .min(1, "Enter a subject")
    .max(150, "Use 150 characters or fewer")
    .refine((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), "Use one line"),
  paragraphs: z.array(z.string().min(1).max(5000)).min(1, "Enter a text").max(100),
});

export type Issue = z.infer<typeof Issue>;

/** What the page behind an unsubscribe link shows. */
export type Unsubscribing = "asked" | "done" | "unknown";

/** Body that a mail program posts to unsubscribe at once (RFC 8058), and our own page's button. */
export const oneClick = { name: "List-Unsubscribe", value: "One-Click" } as const;

/** Where mail programs post it, from anywhere. */
export const oneClickPath = /^\/[a-z]{2}\/unsubscribe\/[\w-]{43}\/$/;

/** A subscription as its owner sees it. */
export interface OwnSubscription {
  reference: string;
  requestedAt: Date;
  state: "asked" | "confirmed" | "ended";
}

export const newsletterPage = page<FormPage>("/[lang]/newsletter/");

export const unsubscribePage = page<{ state: Unsubscribing }>("/[lang]/unsubscribe/[token]/");
