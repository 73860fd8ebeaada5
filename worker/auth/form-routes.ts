import { Hono } from "hono";
import type { z } from "zod";
import { base64url } from "../encoding/core.ts";
import { checkForm, decodeForm, isTooYoung, valuesOf, withFigures } from "../forms/core.ts";
import { newTicket } from "../forms/issuing.ts";
import type { AnyForm, Mistake, Ticket, Values } from "../forms/schema.ts";
import { changeSince, readTicket } from "../forms/ticket.ts";
import { TooManyHashes } from "../passwords/hashing.ts";
import { versions } from "../policy/versions.ts";
import { hmac } from "../vault/hmac.ts";
import { isSecondUse } from "../verifications/store.ts";
import { type AppContext, type AppEnv, lang } from "../web/app.ts";
import { now } from "../web/clock.ts";
import { showPage, showProblem } from "../web/page.ts";

/** A form of an account that was filled in rightly, from a page of ours. */
export interface Sent<Record> {
  record: Record;
  ticket: Ticket;
  receivedAt: Date;
  /** The same for the same form sent again, and a secret from everybody else: base64url. */
  key: string;
}

/** Why a form comes back. */
export interface Refusal {
  mistakes?: readonly Mistake[];
  notice?: string;
  status?: 422 | 429 | 503;
  waitSeconds?: number;
}

/** How a page with a form is answered. */
export interface AccountForm<Record> {
  form: AnyForm<z.ZodType<Record>>;
  /** The path below the language, where it has parameters that the form does not know. */
  path?: string;
  /** Loads what the page shows besides the form; an answer of its own says that the form may not be shown. */
  open?: (c: AppContext) => Promise<Response | undefined>;
  submit: (c: AppContext, sent: Sent<Record>) => Promise<Response | Refusal>;
}

/** The page of an account's form (GET) and what it sends (POST). */
export function accountForm<Record>(page: AccountForm<Record>): Hono<AppEnv> {
  const path = `/${lang}/${page.path ?? page.form.path}`;
  return new Hono<AppEnv>()
    .get(path, async (c) => (await page.open?.(c)) ?? show(c, page.form, {}, {}))
    .post(path, async (c) => {
      const refused = await page.open?.(c);
      if (refused) return refused;
      const submitted = await readForm(c);
      if (submitted instanceof Response) return submitted;
      return receive(c, page, submitted);
    });
}

/** Shows another form's page, empty, as the answer to this one. */
export function showAccountForm(c: AppContext, form: AnyForm, path: string): Promise<Response> {
  return show(c, form, {}, {}, path);
}

/** The fields of a posted form, or the answer that refuses it. */
export async function readForm(c: AppContext): Promise<ReadonlyMap<string, string> | Response> {
  if (!c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded"))
    return showProblem(c, 415);
  return decodeForm(new Uint8Array(await c.req.arrayBuffer())) ?? showProblem(c, 400);
}

async function receive<Record>(
  c: AppContext,
  { form, submit }: AccountForm<Record>,
  submitted: ReadonlyMap<string, string>,
): Promise<Response> {
  const receivedAt = now(c.env);
  const values = valuesOf(form, submitted);
  // Nothing that a child typed is read further, kept or shown again (clause 13).
  if (isTooYoung(values))
    return show(c, form, {}, { notice: withFigures(tooYoung, c.get("policy").commitments) });
  const signed = submitted.get("ticket") ?? "";
  const ticket = await readTicket(signed, form.id, c.env.SIGNING_SECRET, receivedAt);
  if (!ticket) return show(c, form, values, { notice: expired });
  if (form.fields.some(({ consentTo }) => consentTo) && changeSince(ticket, versions, c.get("policy")))
    return show(c, form, values, { notice: changed });
  const checked = checkForm(form, values);
  if ("mistakes" in checked) return show(c, form, values, checked);
  const key = base64url(await hmac(c.env.SIGNING_SECRET, form.id, JSON.stringify([ticket.nonce, values])));
  try {
    const answer = await submit(c, { record: checked.record, ticket, receivedAt, key });
    return answer instanceof Response ? answer : show(c, form, values, answer);
  } catch (error) {
    if (isSecondUse(error)) return linkUsed(c);
    if (!(error instanceof TooManyHashes)) throw error;
    return show(c, form, values, { notice: busy, status: 503, waitSeconds: 5 });
  }
}

const tooYoung =
  "Nobody under {minimumAge} can have an account. Nothing was kept. Ask your parent or guardian to write to us for you.";
const expired = "This page was open for too long. Nothing was sent. Fill it in and send it again.";
const changed =
  "Our privacy policy has changed since you opened this page. Nothing was sent. Read the version below, then tick the box and send again.";
const busy = "Many people are signing in just now. Nothing was done. Send it again in a few seconds.";

/** The page that says that a link no longer works, and where to get another. */
export async function linkUsed(c: AppContext): Promise<Response> {
  const page = await showPage(c, `/${c.req.param("lang")}/link-used/`);
  return new Response(page.body, { status: 404, headers: page.headers });
}

/** The form's page with what was typed, but never a password, and every box unticked. */
async function show(
  c: AppContext,
  form: AnyForm,
  values: Values,
  refusal: Refusal,
  path?: string,
): Promise<Response> {
  const isSecret = new Set(
    form.fields
      .filter(({ control }) => control === "password" || control === "checkbox")
      .map(({ name }) => name),
  );
  const { commitments } = c.get("policy");
  c.set("accountForm", {
    ticket: await newTicket(c, form),
    values: Object.fromEntries(Object.entries(values).filter(([name]) => !isSecret.has(name))),
    mistakes: (refusal.mistakes ?? []).map(({ field, message }) => ({
      field,
      message: withFigures(message, commitments),
    })),
    ...(refusal.notice === undefined ? {} : { notice: refusal.notice }),
  });
  const page = await showPage(c, path);
  const isRefused = refusal.notice !== undefined || refusal.mistakes !== undefined;
  const headers = new Headers(page.headers);
  if (refusal.waitSeconds !== undefined) headers.set("retry-after", String(refusal.waitSeconds));
  return new Response(page.body, { status: isRefused ? (refusal.status ?? 422) : page.status, headers });
}
