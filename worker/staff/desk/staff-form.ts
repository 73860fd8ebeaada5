import { showUnsent } from "../../accounts/form/unsent.ts";
import type { AnyForm, Values } from "../../forms/form/form.ts";
import type { Refusal, Typed } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { receiveForm } from "../../forms/receiving/receiving.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { isGone } from "../../submissions/status/changes.ts";
import type { AppContext } from "../../web/app.ts";
import { Unreachable } from "../../web/reach.ts";
import { isRefusedBy } from "../../web/refused.ts";
import type { RefusedForm } from "./item.ts";

/**
 * Why something cannot be done: a legal hold keeps it, its sender was erased, it belongs to somebody of the staff, nobody else
 * is an owner, or somebody is of the staff no longer.
 */
export type CannotBeDone = "held" | "gone" | "is-staff" | "last-owner" | "not-staff";

/** How a form of a staff page is handled. */
export interface StaffForm<Answers> {
  form: AnyForm<Answers>;
  /** Path of the page with the form. */
  page: string;
  /**
   * Which change comes next. A form made for another one is old or a repeat, and does nothing. Undefined where the form
   * changes nothing that somebody else could.
   */
  position: number | undefined;
  /**
   * Does what the form asks for; false when somebody else was faster, a refusal when something typed is wrong, the name
   * of a sentence when it cannot be done.
   */
  act: (record: Answers, typed: Typed) => Promise<boolean | Refusal | Response | CannotBeDone>;
  /** Whether the change at a position is what this form asks for: then it was sent twice. */
  isRepeat?: (position: number, values: Values) => Promise<boolean>;
  /** Where to go when it is done; the same page by default. */
  next?: string;
  /** Where to go when it was done before; the same page by default. */
  already?: string;
  /** Name of the sentence that says it is done. */
  done: string;
  /** Shows the page again as it is now, with what was refused. */
  showAgain: (refused: RefusedForm) => Promise<Response>;
}

/**
 * Receives a posted form of a staff page: redirects to the page, or shows it again with what was wrong. What was typed is
 * never lost: where somebody else was faster it comes back beside what they did, and where the database fails it comes back
 * on a page of its own.
 */
export function takeStaffForm<Answers>(
  c: AppContext,
  { form, page, next = page, already = page, position, act, isRepeat, done, showAgain }: StaffForm<Answers>,
): Promise<Response> {
  const faster = async ({ submitted, values }: Typed): Promise<Response | Refusal> => {
    const known = Number(submitted.get("position"));
    const hasWords = form.fields.some(
      ({ name, control }) =>
        (control === "textarea" || control === "text") && (values[name] ?? "").trim() !== "",
    );
    if (!hasWords || !Number.isInteger(known) || (await isRepeat?.(known, values)))
      return c.redirect(`${already}?done=already`, 303);
    return { status: 409, notice: (t) => t.notices.staff.faster };
  };
  return receiveForm(c, {
    form,
    load: nothing,
    admit: async (_, typed) => {
      if (position === undefined || typed.submitted.get("position") === String(position))
        return { proof: {} };
      const late = await faster(typed);
      return late instanceof Response ? late : { refused: late };
    },
    act: async (_, sent) => {
      const outcome = await act(sent.record, sent).catch(asRefused);
      if (typeof outcome === "object") return outcome;
      if (typeof outcome === "string") return c.redirect(`${page}?done=${outcome}`, 303);
      if (!outcome) return faster(sent);
      c.executionCtx.waitUntil(deliverAfterwards(c.env));
      return c.redirect(`${next}?done=${done}`, 303);
    },
    again: (_, __, { values, mistakes, notice }, { status }, { submitted }) =>
      showAgain({
        id: form.id,
        values,
        mistakes,
        ...(notice === undefined ? {} : { notice }),
        ...(status === 409 ? { unknownFrom: Number(submitted.get("position")) } : {}),
      }),
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

/**
 * What was typed comes back on a page of its own, to be sent again.
 * @throws the failure again unless the database or mail could not be reached
 */
export async function failed(c: AppContext, { submitted }: Typed, error: unknown): Promise<Response> {
  if (!(error instanceof Unreachable)) throw error;
  return showUnsent(c, submitted, error);
}
