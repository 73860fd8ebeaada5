import { policyInForce } from "../../policy/versions/in-force.ts";
import type { AppContext } from "../../web/app.ts";
import { languageOf } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { inWords, isTooYoung } from "../form/checking.ts";
import type { AnyForm, Mistake, Values } from "../form/form.ts";
import { newTicket } from "../form/new-ticket.ts";
import type { Notice, ShownForm } from "../form/shown.ts";
import { readTicket } from "../form/ticket.ts";
import { inLanguage, type Words } from "../form/words.ts";

/** What came in: everything submitted, and the values of the form's fields. */
export interface Typed {
  submitted: ReadonlyMap<string, string>;
  values: Values;
  receivedAt: Date;
}

/** Why a form comes back. */
export interface Refusal {
  mistakes?: readonly Mistake<Words>[];
  /** The reason, if it is not a field. */
  notice?: Notice | Words;
  status?: 409 | 422 | 429 | 503;
  waitSeconds?: number;
  /** It has to be read and agreed to anew. */
  isStale?: true;
  /** What its boxes were ticked for is not the text in force, or nobody knows: they come back unticked. */
  isOtherText?: boolean;
  /** Somebody is under the minimum age: the page explains, and shows no form. */
  isTooYoung?: true;
}

/** An empty form. */
export async function emptyForm(c: AppContext, form: AnyForm): Promise<ShownForm> {
  return { ticket: await newTicket(c, form), values: {}, mistakes: [] };
}

/** A refused form with what was typed, and the same ticket unless it has to be agreed to anew. */
export async function filledAgain(
  c: AppContext,
  form: AnyForm,
  { submitted, values }: Typed,
  { mistakes = [], notice, isStale, isOtherText = false, isTooYoung }: Refusal,
): Promise<ShownForm> {
  if (isTooYoung) return nothingKept;
  const { commitments } = provided(c, policyInForce);
  const language = languageOf(c);
  const said = typeof notice === "function" ? inLanguage(notice, language, commitments) : notice;
  return {
    ticket: isStale ? await newTicket(c, form) : (submitted.get("ticket") ?? ""),
    values: shownAgain(form, values, isOtherText),
    mistakes: inWords(mistakes, language, commitments),
    ...(said === undefined ? {} : { notice: said }),
  };
}

/** A form that could not be saved for whatever reason. The same ticket can be sent again, so it happens once. */
export async function unsavedForm(
  c: AppContext,
  form: AnyForm,
  typed: Typed,
  notice: NonNullable<Refusal["notice"]>,
): Promise<ShownForm> {
  if (isTooYoung(typed.values)) return nothingKept;
  const signed = typed.submitted.get("ticket") ?? "";
  const ticket = await readTicket(signed, form.id, c.env.SIGNING_SECRET, typed.receivedAt);
  return filledAgain(c, form, typed, {
    notice,
    ...(ticket ? {} : { isStale: true as const, isOtherText: true }),
  });
}

/** Nothing that a child typed is kept or shown again (clause 13). */
const nothingKept: ShownForm = { ticket: "", values: {}, mistakes: [], isTooYoung: true };

/** What may be shown again: no passwords, and boxes only as long as the text stands for which they were ticked. */
function shownAgain(form: AnyForm, values: Values, isOtherText: boolean): Values {
  const isLeftOut = new Set(
    form.fields
      .filter(
        ({ control, group }) =>
          control === "password" || (isOtherText && control === "checkbox" && group === undefined),
      )
      .map(({ name }) => name),
  );
  return Object.fromEntries(Object.entries(values).filter(([name]) => !isLeftOut.has(name)));
}
