import type { AnyForm, Mistake, Values } from "./form.ts";

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
