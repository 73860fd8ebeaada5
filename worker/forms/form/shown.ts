import { page } from "../../web/shown-page.ts";
import type { AnyForm, Mistake, Values } from "./form.ts";

/** Why a form came back although no field is wrong. */
export type Notice =
  /** `used-up`: its ticket was sent with as many different answers as it takes. */
  | { reason: "expired" | "late" | "not-stored" | "used-up" }
  /** A material version took effect while the form was open. */
  | { reason: "changed"; shown: string; inForce: string; summary: string }
  | { reason: "too-many"; waitSeconds: number };

/** A form as shown: empty, or refused with everything typed kept. */
export interface ShownForm {
  ticket: string;
  values: Values;
  mistakes: readonly Mistake[];
  /** A sentence above the form, where no field is the reason. */
  notice?: Notice | string;
  /** Somebody is under the minimum age: the page explains, and shows no form. */
  isTooYoung?: true;
}

/** What the page of a form shows. */
export interface FormPage<Besides = undefined> {
  filled: ShownForm;
  /** What its route loads for it besides the form. */
  besides: Besides;
}

/** A form of an account that could not be saved, shown on its own page. */
export interface UnsavedForm {
  form: AnyForm;
  filled: ShownForm;
  /** The path to send it to again. */
  action: string;
}

export const notSavedPage = page<UnsavedForm>("/[lang]/not-saved/");
