import type { z } from "zod";
import type { AnyForm } from "../../forms/form/form.ts";
import type { Refusal, Typed } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { receiveForm } from "../../forms/receiving/receiving.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import type { AppContext } from "../../web/app.ts";
import type { RefusedForm } from "./item.ts";

/** How a form of a staff page is handled. */
export interface StaffForm<Answers> {
  form: AnyForm<z.ZodType<Answers>>;
  /** Path of the page with the form. */
  page: string;
  /** Which change comes next. A form made for another one is old or a repeat, and does nothing. */
  position: number;
  /** Does what the form asks for; false when somebody else was faster, a refusal when something typed is wrong. */
  act: (record: Answers) => Promise<boolean | Refusal>;
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
      const outcome = await act(record);
      if (typeof outcome === "object") return outcome;
      if (!outcome) return wasDone();
      c.executionCtx.waitUntil(deliverAfterwards(c.env));
      return c.redirect(`${next}?done=${done}`, 303);
    },
    again: (_, __, { values, mistakes }) => showAgain({ id: form.id, values, mistakes }),
    recover: failed,
  });
}

/** The problem page reports it: staff forms are short, and their pages need the database too. */
export async function failed(_: AppContext, __: Typed, error: unknown): Promise<never> {
  throw error;
}
