import { isTooYoung, valuesOf, withFigures } from "../../forms/form/checking.ts";
import type { AnyForm, Mistake, Values } from "../../forms/form/form.ts";
import { newTicket } from "../../forms/form/new-ticket.ts";
import { readTicket } from "../../forms/form/ticket.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { describeFailure } from "../../web/failure.ts";
import { showPage } from "../../web/page.ts";
import type { Unreachable } from "../../web/reach.ts";

/** Why a form comes back. */
export interface Refusal {
  mistakes?: readonly Mistake[];
  notice?: string;
  status?: 422 | 429 | 503;
  waitSeconds?: number;
  /** Somebody under the minimum age: the page explains, and shows no form. */
  isTooYoung?: true;
}

/** The form's page with what was typed, but never a password, and every box unticked. */
export async function showAccountForm(
  c: AppContext,
  form: AnyForm,
  values: Values,
  refusal: Refusal,
  path?: string,
): Promise<Response> {
  const { commitments } = c.get("policy");
  c.set("accountForm", {
    ticket: await newTicket(c, form),
    values: withoutSecrets(form, values),
    mistakes: (refusal.mistakes ?? []).map(({ field, message }) => ({
      field,
      message: withFigures(message, commitments),
    })),
    ...(refusal.notice === undefined ? {} : { notice: refusal.notice }),
    ...(refusal.isTooYoung ? { isTooYoung: true } : {}),
  });
  const page = await showPage(c, path);
  const isRefused =
    refusal.notice !== undefined || refusal.mistakes !== undefined || refusal.isTooYoung === true;
  const headers = new Headers(page.headers);
  if (refusal.waitSeconds !== undefined) headers.set("retry-after", String(refusal.waitSeconds));
  return new Response(page.body, { status: isRefused ? (refusal.status ?? 422) : page.status, headers });
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
  if (isTooYoung(values)) return showAccountForm(c, form, {}, { isTooYoung: true });
  const signed = submitted.get("ticket") ?? "";
  const ticket = await readTicket(signed, form.id, c.env.SIGNING_SECRET, now(c.env));
  c.set("unsavedForm", { form, action: c.req.path + new URL(c.req.url).search });
  c.set("accountForm", {
    ticket: ticket ? signed : await newTicket(c, form),
    values: withoutSecrets(form, values),
    mistakes: [],
    notice: unsaved,
  });
  const page = await showPage(c, `/${c.req.param("lang")}/not-saved/`);
  const { headers } = new Response(null, page);
  headers.set("retry-after", "60");
  return new Response(page.body, { status: 503, headers });
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
