import { isTooYoung, valuesOf, withFigures } from "../../forms/form/checking.ts";
import type { AnyForm, Mistake, Values } from "../../forms/form/form.ts";
import { newTicket } from "../../forms/form/new-ticket.ts";
import { type FormPage, notSavedPage, type ShownForm } from "../../forms/form/shown.ts";
import { readTicket } from "../../forms/form/ticket.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { describeFailure } from "../../web/failure.ts";
import { show, showPage } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import type { Unreachable } from "../../web/reach.ts";
import type { ShownPage } from "../../web/shown-page.ts";

/** Why a form comes back. */
export interface Refusal {
  mistakes?: readonly Mistake[];
  notice?: string;
  status?: 422 | 429 | 503;
  waitSeconds?: number;
  /** Somebody under the minimum age: the page explains, and shows no form. */
  isTooYoung?: true;
}

/** A form with the page that it is on. */
export interface FormOnPage<Besides> {
  form: AnyForm;
  page: ShownPage<FormPage<Besides>>;
}

/**
 * The form's page with what was typed, but never a password, and every box unticked.
 * @param besides what the page shows besides the form
 */
export async function showAccountForm<Besides>(
  c: AppContext,
  { form, page }: FormOnPage<Besides>,
  besides: Besides,
  values: Values = {},
  refusal: Refusal = {},
): Promise<Response> {
  const { mistakes, notice, isTooYoung, waitSeconds, status = 422 } = refusal;
  const { commitments } = provided(c, policyInForce);
  const filled: ShownForm = {
    ticket: await newTicket(c, form),
    values: withoutSecrets(form, values),
    mistakes: (mistakes ?? []).map(({ field, message }) => ({
      field,
      message: withFigures(message, commitments),
    })),
    ...(notice === undefined ? {} : { notice }),
    ...(isTooYoung ? { isTooYoung } : {}),
  };
  const isRefused = notice !== undefined || mistakes !== undefined || isTooYoung === true;
  const showing = { status: isRefused ? status : undefined, retryAfter: waitSeconds };
  return show(c, page, { filled, besides }, showing);
}

/** The page that keeps what was typed when the database failed: the same ticket can be sent again. */
export async function notSaved(
  c: AppContext,
  form: AnyForm,
  submitted: ReadonlyMap<string, string>,
  failure: Unreachable,
): Promise<Response> {
  console.error("accounts: the database failed", { form: form.id, error: describeFailure(failure) });
  const values = valuesOf(form, submitted);
  const action = c.req.path + new URL(c.req.url).search;
  if (isTooYoung(values)) {
    const nothing = { ticket: "", values: {}, mistakes: [], isTooYoung: true as const };
    return show(c, notSavedPage, { form, filled: nothing, action }, { status: 422 });
  }
  const signed = submitted.get("ticket") ?? "";
  const ticket = await readTicket(signed, form.id, c.env.SIGNING_SECRET, now(c.env));
  const filled = {
    ticket: ticket ? signed : await newTicket(c, form),
    values: withoutSecrets(form, values),
    mistakes: [],
    notice: unsaved,
  };
  return show(c, notSavedPage, { form, filled, action }, { status: 503, retryAfter: 60 });
}

const unsaved =
  "Our database does not answer, so we do not know whether this was saved. What you typed is below: enter your password and tick the boxes again, then send it in a minute. Sent twice, it is done once.";

/** The page that says that a link no longer works, and where to get another. */
export async function linkUsed(c: AppContext): Promise<Response> {
  const page = await showPage(c, `/${c.req.param("lang")}/link-used/`);
  return new Response(page.body, { status: 404, headers: page.headers });
}

/** What may be shown again: no password, and every box is ticked anew. */
function withoutSecrets(form: AnyForm, values: Values): Values {
  const isSecret = new Set(
    form.fields
      .filter(({ control }) => control === "password" || control === "checkbox")
      .map(({ name }) => name),
  );
  return Object.fromEntries(Object.entries(values).filter(([name]) => !isSecret.has(name)));
}
