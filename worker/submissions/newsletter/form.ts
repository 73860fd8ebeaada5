import { z } from "zod";
import { age, ageFields, withGuardian } from "../../forms/form/age.ts";
import { email, emailField, lengthOf, ticked } from "../../forms/form/fields.ts";
import type { FormDefinition } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { saying } from "../../forms/form/words.ts";
import { languageTag } from "../../web/language-tag.ts";
import { Language } from "../../web/organization.ts";
import { page } from "../../web/shown-page.ts";

/** A newsletter request, as the form sends it. */
export const NewsletterRequest = withGuardian(() =>
  z.strictObject({
    email,
    ...age,
    newsletter: ticked((t) => t.fields.newsletter.newsletter.missing),
  }),
);

export type NewsletterRequest = z.infer<typeof NewsletterRequest>;

/** The newsletter form (clauses 6, 8 and 13 of the policy). */
export const newsletterForm: FormDefinition<NewsletterRequest> = {
  id: "newsletter",
  path: "newsletter/",
  schema: NewsletterRequest,
  fields: [
    emailField,
    ...ageFields,
    {
      name: "newsletter",
      control: "checkbox",
      label: (t) => t.fields.newsletter.newsletter.label,
      consentTo: "newsletter",
    },
  ],
};

/** What comes by mail to whoever asked for it: the newsletter, or notices of changes to the policy. */
export type List = "newsletter" | "policy-changes";

/** Somebody who has asked for the newsletter or for notices. */
export interface Subscription {
  /** By default the newsletter. */
  list?: List;
  /** Reference of the submission that asked for it. */
  reference: string;
  language: Language;
  email: string;
  /** The secret in the link that ends it: random, and the same in every mail. */
  unsubscribe: string;
}

/** How many paragraphs an issue may have, and how long each may be. */
export const maxIssue = { paragraphs: 100, characters: 5000 };

/** An issue of the newsletter, as staff write it. */
export const Issue = z.strictObject({
  /** The same id means the same issue, which is sent once. */
  id: z.string().regex(/^[\w-]{1,60}$/),
  language: Language,
  subject: z
    .string()
    .trim()
    .refine(
      (text) => text !== "",
      saying((t) => t.fields.issue.subject.missing),
    )
    .refine(...lengthOf(150))
    .refine(
      (text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text),
      saying((t) => t.fields.shared.oneLine),
    ),
  paragraphs: z.array(z.string().min(1).max(maxIssue.characters)).min(1).max(maxIssue.paragraphs),
});

export type Issue = z.infer<typeof Issue>;

/** What the page behind an unsubscribe link shows. */
export type Unsubscribing = "asked" | "done" | "unknown";

/** The body that a mail program posts to unsubscribe at once (RFC 8058), and that our own button posts. */
export const oneClick = { name: "List-Unsubscribe", value: "One-Click" } as const;

/** The address that mail programs post it to, from anywhere. */
export const oneClickPath = new RegExp(String.raw`^/${languageTag}/unsubscribe/[\w-]{43}/$`);

/** A subscription as its owner sees it. */
export interface OwnSubscription {
  reference: string;
  list: List;
  requestedAt: Date;
  state: "asked" | "confirmed" | "ended";
}

export const newsletterPage = page<FormPage>("/[lang]/newsletter/");

export const unsubscribePage = page<{ state: Unsubscribing; list: List }>("/[lang]/unsubscribe/[token]/");
