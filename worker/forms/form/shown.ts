import { page } from "../../web/shown-page.ts";
import type { AnyForm, Mistake, Values } from "./form.ts";

/** Why a form came back though no field is wrong. */
export type Notice =
  | { reason: "expired" | "not-stored" }
  /** A material version took effect while the form was open. */
  | { reason: "changed"; shown: string; inForce: string; summary: string }
  | { reason: "too-many"; waitSeconds: number };

/** What is shown of a form: empty, or refused with what was typed kept. */
export interface ShownForm {
  ticket: string;
  values: Values;
  mistakes: readonly Mistake[];
  /** A sentence above the form, where the reason is not a field. */
  notice?: Notice | string;
  /** Somebody under the minimum age: the page explains, and shows no form. */
  isTooYoung?: true;
}

/** What the page of a form shows. */
export interface FormPage<Besides = undefined> {
  filled: ShownForm;
  /** What its route loads for it besides the form. */
  besides: Besides;
}

/** A form of an account that could not be saved, as a page of its own shows it. */
export interface UnsavedForm {
  form: AnyForm;
  filled: ShownForm;
  /** Path that it is sent to again. */
  action: string;
}

export const notSavedPage = page<UnsavedForm>("/[lang]/not-saved/");
