import type { z } from "zod";
import type { Words } from "./words.ts";

/** Kinds of personal data, in the words of DPV's personal data extension (https://w3id.org/dpv/pd). */
export type DataCategory =
  | "pd:Name"
  | "pd:EmailAddress"
  | "pd:TelephoneNumber"
  | "pd:PhysicalAddress"
  | "pd:Communication"
  | "pd:Opinion"
  | "pd:Purchase"
  | "pd:Professional";

/** One question of a form, as the page asks it and the Worker reads it. */
export interface Field {
  name: string;
  control: "text" | "email" | "tel" | "password" | "textarea" | "select" | "radios" | "checkbox";
  label: Words;
  hint?: Words;
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
  options?: readonly { value: string; label: Words }[];
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
  /** Takes the submitted strings by field name; each rule says what to do where it is broken. */
  schema: Shape;
}

/** A form that anybody can send. */
export interface FormDefinition<Shape extends z.ZodType = z.ZodType> extends AnyForm<Shape> {
  id: FormId;
}

/** What was typed, by field name. */
export type Values = Readonly<Record<string, string>>;

/** Something to put right, beside the field that it names: in words, or before that. */
export interface Mistake<Said = string> {
  field: string;
  message: Said;
}
