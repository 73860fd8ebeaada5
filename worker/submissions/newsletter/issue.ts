import { z } from "zod";
import { lines } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import { oneOf, saying } from "../../forms/form/words.ts";
import type { Letter } from "../../mail/mail.ts";
import { languages } from "../../texts/compiled/languages.ts";
import type { Language } from "../../web/organization.ts";
import { Issue, maxIssue } from "./form.ts";

/** An issue as staff type it, its text in Markdown. Empty lines separate paragraphs. */
export interface TypedIssue {
  language: Language;
  subject: string;
  text: string;
}

/** A sent issue and its progress. */
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
  isPaused: boolean;
  /** When it begins to go out, if it was scheduled. */
  beginsAt?: Date;
}

/** What the page of a new issue shows. */
export interface Draft {
  /** The id under which it is sent, once. */
  id: string;
  typed: TypedIssue;
  /** The letter as it would leave, and how many readers it would reach; absent while it is being written. */
  preview?: { letter: Letter; readers: number };
  /** Whether the day on which it should go out is none, or over. */
  isWrongDay?: boolean;
}

/** The paragraphs of a text, each with its marks and the spaces that indent its lines. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n[^\S\n]*\n/)
    .map((paragraph) => paragraph.replace(/^\n+|\s+$/g, ""))
    .filter(Boolean);
}

const namesIn = (locale: string) => new Intl.DisplayNames(locale, { type: "language" });

/** The form for writing an issue. */
export const issueForm: AnyForm<TypedIssue> = {
  id: "issue",
  path: "write/",
  schema: z.strictObject({
    language: oneOf(languages, (t) => t.fields.issue.language.missing),
    subject: Issue.shape.subject,
    text: lines(20_000, (t) => t.fields.issue.text.missing).refine(
      (text) => Issue.shape.paragraphs.safeParse(paragraphsOf(text)).success,
      saying((t) => t.fields.issue.text.tooLong(maxIssue)),
    ),
  }),
  fields: [
    {
      name: "language",
      control: "select",
      label: (t) => t.fields.issue.language.label,
      hint: (t) => t.fields.issue.language.hint,
      options: languages.map((value) => ({
        value,
        label: (t) => namesIn(t.language.locale).of(value) ?? value,
      })),
    },
    { name: "subject", control: "text", label: (t) => t.fields.issue.subject.label, maxLength: 150 },
    {
      name: "text",
      control: "textarea",
      label: (t) => t.fields.issue.text.label,
      hint: (t) => t.fields.issue.text.hint,
      maxLength: 20_000,
      rows: 14,
    },
  ],
};
