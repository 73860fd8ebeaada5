import type { z } from "zod";
import { checkForm, valuesOf } from "../../forms/form/checking.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import type { AppContext } from "../../web/app.ts";
import { readForm } from "../../web/read-form.ts";
import type { RefusedForm } from "./item.ts";

/** How a form of a staff page is taken. */
export interface StaffForm<Record> {
  form: AnyForm<z.ZodType<Record>>;
  /** Path of the page that the form is on. */
  page: string;
  /** Which change comes next: a form that was made for another one is an old one or a repeat, and does nothing. */
  position: number;
  /** Does what the form asks for; false when somebody else was faster. */
  act: (record: Record) => Promise<boolean>;
  /** Where it goes on when it is done; the same page unless it says otherwise. */
  next?: string;
  /** Where it goes on when somebody was faster; the same page unless it says otherwise. */
  already?: string;
  /** Name of the sentence that says it was done. */
  done: string;
  /** Shows the page again, with what was refused. */
  showAgain: (refused: RefusedForm) => Promise<Response>;
}

/** Takes a posted form of a staff page: back to the page, or the page again with what was wrong. */
export async function takeStaffForm<Record>(
  c: AppContext,
  { form, page, next = page, already = page, position, act, done, showAgain }: StaffForm<Record>,
): Promise<Response> {
  const submitted = await readForm(c);
  if (submitted instanceof Response) return submitted;
  if (submitted.get("position") !== String(position)) return c.redirect(`${already}?done=already`, 303);
  const values = valuesOf(form, submitted);
  const checked = checkForm(form, values);
  if ("mistakes" in checked) {
    const again = await showAgain({ id: form.id, values, mistakes: checked.mistakes });
    return new Response(again.body, { status: 422, headers: again.headers });
  }
  const isDone = await act(checked.record);
  if (isDone) c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(isDone ? `${next}?done=${done}` : `${already}?done=already`, 303);
}
