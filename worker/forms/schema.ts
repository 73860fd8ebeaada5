import type { z } from "zod";
import type { Language } from "../policy/schema.ts";

/** A text of the interface in each language; `{minimumAge}` stands for the figure of the policy in force. */
export type Text = Readonly<{ en: string } & Partial<Record<Language, string>>>;

/** One question of a form, as the page asks it and the Worker reads it. */
export interface Field {
  name: string;
  control: "text" | "email" | "tel" | "password" | "textarea" | "select" | "radios" | "checkbox";
  label: Text;
  hint?: Text;
  /** Required unless it says otherwise; the page marks what is optional. */
  optional?: true;
  /** HTML autofill token. */
  autocomplete?: string;
  /** Most UTF-16 code units, as `maxlength` counts them. */
  maxLength?: number;
  /** Digits only: phones show the keys for them. */
  digits?: true;
  rows?: number;
  /** Choices of a select or of radios. */
  options?: readonly { value: string; label: Text }[];
  /** Purpose that ticking this box consents to. The box is never ticked for the person. */
  consentTo?: string;
}

/** A form: what the page shows and what the Worker accepts. */
export interface FormDefinition<Shape extends z.ZodType = z.ZodType> {
  id: string;
  /** Page it is on, under the language: `contact/`. */
  path: string;
  fields: readonly Field[];
  /** Takes the submitted strings by field name; a message is a sentence a person can act on. */
  schema: Shape;
}

/** What was typed, by field name. */
export type Values = Readonly<Record<string, string>>;

/** Something to put right, beside the field that it names. */
export interface Mistake {
  field: string;
  message: string;
}

/** What the form's page shows: the empty form, or a refused one with everything kept. */
export interface ShownForm {
  ticket: string;
  values: Values;
  mistakes: readonly Mistake[];
  /** A sentence above the form, where the reason is not a field. */
  notice?: string;
}

/** What a ticket binds a submission to. */
export interface Ticket {
  form: string;
  language: Language;
  /** Version of the policy in force when the form was shown. */
  policyVersion: string;
  /** SHA-256 of that version's text in that language. */
  policyHash: string;
  /** When the form was shown, in milliseconds since 1970. */
  issuedAt: number;
  /** Makes two submissions of one shown form the same submission. */
  nonce: string;
}

/** A form of an account, as its page shows it: empty, or refused with what was typed kept. */
export interface ShownAccountForm {
  ticket: string;
  values: Values;
  mistakes: readonly Mistake[];
  /** A sentence above the form, where the reason is not a field. */
  notice?: string;
}
