import { z } from "zod";
import { lines } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import { languages } from "../../texts/compiled/languages.ts";
import type { Language } from "../../web/organization.ts";
import { Issue } from "./form.ts";

/** An issue as staff type it: paragraphs are parted by empty lines. */
export interface TypedIssue {
  language: Language;
  subject: string;
  text: string;
}

/** An issue that was sent, with how far it has come. */
export interface SentIssue {
  id: string;
  language: Language;
  subject: string;
  paragraphs: readonly string[];
  createdAt: Date;
  /** Readers whose mail is in the outbox or has left. */
  readers: number;
  waiting: number;
  failed: number;
  /** Whether every reader's mail is in the outbox. */
  isQueued: boolean;
}

/** What the page of a new issue shows. */
export interface Draft {
  /** Under which it is sent, once. */
  id: string;
  typed: TypedIssue;
  /** How many readers it would go to; left out before it is looked at. */
  readers?: number;
}

/** The paragraphs of a text. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n[^\S\n]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
}

/** Writes an issue. */
export const issueForm: AnyForm<z.ZodType<TypedIssue>> = {
  id: "issue",
  path: "write/",
  schema: z.strictObject({
    language: z.enum(languages, "Choose the language"),
    subject: Issue.shape.subject,
    text: lines(20_000, "Enter a text").refine(
      (text) => Issue.shape.paragraphs.safeParse(paragraphsOf(text)).success,
      "Use at most 100 paragraphs of 5,000 characters or fewer",
    ),
  }),
  fields: [
    {
      name: "language",
      control: "select",
      label: { en: "Language" },
      hint: { en: "It goes to the readers who asked for the newsletter in this language." },
      options: [
        { value: "en", label: { en: "English" } },
        { value: "zh", label: { en: "Chinese" } },
        { value: "ru", label: { en: "Russian" } },
      ],
    },
    { name: "subject", control: "text", label: { en: "Subject" }, maxLength: 150 },
    {
      name: "text",
      control: "textarea",
      label: { en: "Text" },
      hint: { en: "An empty line begins a paragraph. Addresses of pages become links." },
      maxLength: 20_000,
      rows: 14,
    },
  ],
};
