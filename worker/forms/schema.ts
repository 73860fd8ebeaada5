import type { z } from "zod";
import type { DataCategory } from "../consents/schema.ts";
import type { Language } from "../policy/schema.ts";
import type { SignedReceipt } from "../receipts/schema.ts";

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
  /** Kind of personal data that the answer is, as consent records name it. */
  category?: DataCategory;
  /** Purpose that ticking this box consents to. The box is never ticked for the person. */
  consentTo?: string;
}

/** The forms there are. */
export type FormId = "contact" | "feedback" | "order" | "newsletter" | "data-request";

/** What any form is, a public one or an account's: what the page shows and what the Worker accepts. */
export interface AnyForm<Shape extends z.ZodType = z.ZodType> {
  id: string;
  /** Page it is on, under the language: `contact/`. */
  path: string;
  fields: readonly Field[];
  /** Takes the submitted strings by field name; a message is a sentence a person can act on. */
  schema: Shape;
}

/** A form that anybody can send. */
export interface FormDefinition<Shape extends z.ZodType = z.ZodType> extends AnyForm<Shape> {
  id: FormId;
}

/** What was typed, by field name. */
export type Values = Readonly<Record<string, string>>;

/** Something to put right, beside the field that it names. */
export interface Mistake {
  field: string;
  message: string;
}

/** Why a form came back though no field is wrong. */
export type Notice =
  | { reason: "expired" | "not-stored" }
  /** A material version took effect while the form was open. */
  | { reason: "changed"; shown: string; inForce: string; summary: string }
  | { reason: "too-many"; waitSeconds: number };

/** What the form's page shows: the empty form, or a refused one with everything kept. */
export interface ShownForm {
  ticket: string;
  values: Values;
  mistakes: readonly Mistake[];
  notice?: Notice;
  /** Somebody under the minimum age: the page explains, and shows no form. */
  isTooYoung?: true;
}

/** A submission whose confirmation is shown. */
export interface SentForm {
  reference: string;
  form: FormId;
  /** Whether the newsletter was asked for, too. */
  newsletter: boolean;
  /** What was agreed to, where the form asks for an agreement. */
  receipt?: SignedReceipt;
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
  /** Somebody under the minimum age: the page explains, and shows no form. */
  isTooYoung?: true;
}

/** A form of an account that could not be saved, as a page of its own shows it. */
export interface UnsavedForm {
  form: AnyForm;
  /** Path that it is sent to again. */
  action: string;
}

/** What makes a submission look as if no person had sent it. */
export type Suspicion = "trap" | "fast" | "links";

/** Name of the field that people neither see nor hear; what fills it is a robot. */
export const trapField = "remarks";
