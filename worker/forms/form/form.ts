import type { z } from "zod";
import type { Words } from "./words.ts";

/** Kinds of personal data, in terms of DPV's extension for personal data (https://w3id.org/dpv/pd). */
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
  /** Fields are required unless they say otherwise; the page marks optional ones. */
  optional?: true;
  /** HTML autofill token. */
  autocomplete?: string;
  /** The most UTF-16 code units, as `maxlength` counts them. */
  maxLength?: number;
  /** Digits only: phones show a number pad. */
  digits?: true;
  rows?: number;
  /**
   * Choices of a select or of radios. The mark of a chosen one tells the page whom to ask further: somebody who is of age
   * in some countries only, or nowhere; a country whose people are of age later than in most.
   */
  options?: readonly { value: string; label: Words; mark?: "between" | "minor" | "late" }[];
  /** Choices of a few characters stand beside each other. */
  isShort?: true;
  /** Asked only of whom the marks above concern. Where CSS cannot hide it, its hint says for whom it is. */
  askedIf?: "between" | "minor";
  /** What somebody comes for: the page asks it before who they are. Records keep the order of the list. */
  leads?: true;
  /** The question that this box answers together with its neighbours: no consent, so a new text leaves it ticked. */
  group?: Words;
  /** What this optional field and its neighbours add: they are folded under these words until they hold something. */
  folded?: Words;
  /** The kind of personal data in the answer, as consent records name it. */
  category?: DataCategory;
  /** The purpose that ticking this box consents to. The box is never ticked in advance. */
  consentTo?: string;
}

/** The forms there are. */
export type FormId = "contact" | "feedback" | "order" | "newsletter" | "policy-changes" | "data-request";

/** As much of a zod schema as a form needs. Comparing each form with the whole type is slow to compile. */
export interface Schema<Answers> {
  safeParse: (typed: unknown) => z.ZodSafeParseResult<Answers>;
}

/** Any form, public or of an account: what the page shows and what the Worker accepts. */
export interface AnyForm<Answers = unknown> {
  id: string;
  /** Its page, below the language: `contact/`. */
  path: string;
  fields: readonly Field[];
  /** Takes the submitted strings by field name. Each rule says what to do when it is broken. */
  schema: Schema<Answers>;
}

/** A form that anybody can send. */
export interface FormDefinition<Answers = unknown> extends AnyForm<Answers> {
  id: FormId;
}

/** What was typed, by field name. */
export type Values = Readonly<Record<string, string>>;

/** Something to correct, beside the field it names: in words, or before it has been put into words. */
export interface Mistake<Said = string> {
  field: string;
  message: Said;
}
