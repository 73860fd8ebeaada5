import type { z } from "zod";
import type { AnyForm } from "../../forms/form/form.ts";
import type { Refusal, Typed } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { receiveForm } from "../../forms/receiving/receiving.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { isGone } from "../../submissions/status/changes.ts";
import type { AppContext } from "../../web/app.ts";
import { isRefusedBy } from "../../web/refused.ts";
import type { RefusedForm } from "./item.ts";

/** How a form of a staff page is handled. */
export interface StaffForm<Answers> {
  form: AnyForm<z.ZodType<Answers>>;
  /** Path of the page with the form. */
  page: string;
  /** Which change comes next. A form made for another one is old or a repeat, and does nothing. */
  position: number;
  /**
   * Does what the form asks for; false when somebody else was faster, a refusal when something typed is wrong, the name
   * of a sentence when it cannot be done.
   */
  act: (record: Answers) => Promise<boolean | Refusal | "held" | "gone" | "is-staff">;
  /** Where to go when it is done; the same page by default. */
  next?: string;
  /** Where to go when somebody else was faster; the same page by default. */
  already?: string;
  /** Name of the sentence that says it is done. */
  done: string;
  /** Shows the page again, with what was refused. */
  showAgain: (refused: RefusedForm) => Promise<Response>;
}

/** Receives a posted form of a staff page: redirects to the page, or shows it again with what was wrong. */
export function takeStaffForm<Answers>(
  c: AppContext,
  { form, page, next = page, already = page, position, act, done, showAgain }: StaffForm<Answers>,
): Promise<Response> {
  const wasDone = () => c.redirect(`${already}?done=already`, 303);
  return receiveForm(c, {
    form,
    load: nothing,
    admit: async (_, { submitted }) =>
      submitted.get("position") === String(position) ? { proof: {} } : wasDone(),
    act: async (_, { record }) => {
      const outcome = await act(record).catch(asRefused);
      if (typeof outcome === "object") return outcome;
      if (typeof outcome === "string") return c.redirect(`${page}?done=${outcome}`, 303);
      if (!outcome) return wasDone();
      c.executionCtx.waitUntil(deliverAfterwards(c.env));
      return c.redirect(`${next}?done=${done}`, 303);
    },
    again: (_, __, { values, mistakes }) => showAgain({ id: form.id, values, mistakes }),
    recover: failed,
  });
}

/** The sentence that says why the database refused to touch what a hold keeps. Rethrows any other error. */
function asRefused(error: unknown): "held" | "gone" {
  const isKept = ["submission", "account"].some((what) =>
    isRefusedBy(error, "trigger", `the ${what} is held by law`),
  );
  if (isKept) return "held";
  if (isGone(error)) return "gone";
  throw error;
}

/** The problem page reports it: staff forms are short, and their pages need the database too. */
export async function failed(_: AppContext, __: Typed, error: unknown): Promise<never> {
  throw error;
}
