import { Hono } from "hono";
import type { z } from "zod";
import { checkForm, isTooYoung, valuesOf } from "../../forms/form/checking.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import { changeSince, readTicket, type Ticket } from "../../forms/form/ticket.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { versions } from "../../policy/versions/lock.ts";
import { hmac } from "../../vault/hmac.ts";
import { type AppContext, type AppEnv, lang } from "../../web/app.ts";
import { base64url } from "../../web/base64url.ts";
import { now } from "../../web/clock.ts";
import { provided } from "../../web/provided.ts";
import { Unreachable } from "../../web/reach.ts";
import { readForm } from "../../web/read-form.ts";
import { isRefusedBy } from "../../web/refused.ts";
import { TooManyHashes } from "../engine/too-many-hashes.ts";
import { isSecondUse } from "../engine/verifications.ts";
import { type FormOnPage, linkUsed, notSaved, type Refusal, showAccountForm } from "./form-pages.ts";

/** A form of an account that was filled in rightly, from a page of ours. */
export interface Sent<Record> {
  record: Record;
  ticket: Ticket;
  receivedAt: Date;
  /** The same for the same form sent again, and a secret from everybody else: base64url. */
  key: string;
}

/** How a page with a form is answered. */
export interface AccountForm<Record, Besides> extends FormOnPage<Besides> {
  form: AnyForm<z.ZodType<Record>>;
  /** The path below the language, where it has parameters that the form does not know. */
  path?: string;
  /** Loads what the page shows besides the form; an answer of its own says that the form may not be shown. */
  load: (c: AppContext) => Promise<Response | Besides>;
  submit: (c: AppContext, sent: Sent<Record>) => Promise<Response | Refusal>;
}

/** For a page that shows its form and nothing else. */
export const nothing = async (): Promise<undefined> => undefined;

/** The page of an account's form (GET) and what it sends (POST). */
export function accountForm<Record, Besides>(page: AccountForm<Record, Besides>): Hono<AppEnv> {
  const path = `/${lang}/${page.path ?? page.form.path}`;
  formsByPath.set(page.form.path, page.form);
  return new Hono<AppEnv>()
    .get(path, async (c) => {
      const loaded = await page.load(c);
      return loaded instanceof Response ? loaded : showAccountForm(c, page, loaded);
    })
    .post(path, async (c) => {
      const submitted = await readForm(c);
      if (submitted instanceof Response) return submitted;
      try {
        const loaded = await page.load(c);
        return loaded instanceof Response ? loaded : await receive(c, page, loaded, submitted);
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        return notSaved(c, page.form, submitted, error);
      }
    });
}

const formsByPath = new Map<string, AnyForm>();

/**
 * Answers a form below a closed path when it cannot be told who sent it: what was typed comes back, nothing was done.
 * @throws the failure again where no form was sent
 */
export async function notSavedUnknown(c: AppContext, failure: unknown): Promise<Response> {
  const form = formsByPath.get(c.req.path.replace(/^\/[a-z]{2}\//, ""));
  if (!(failure instanceof Unreachable) || c.req.method !== "POST" || !form) throw failure;
  const submitted = await readForm(c);
  return submitted instanceof Response ? submitted : notSaved(c, form, submitted, failure);
}

async function receive<Record, Besides>(
  c: AppContext,
  page: AccountForm<Record, Besides>,
  loaded: Besides,
  submitted: ReadonlyMap<string, string>,
): Promise<Response> {
  const { form, submit } = page;
  const receivedAt = now(c.env);
  const values = valuesOf(form, submitted);
  const again = (refusal: Refusal) => showAccountForm(c, page, loaded, values, refusal);
  // Nothing that a child typed is read further, kept or shown again (clause 13).
  if (isTooYoung(values)) return showAccountForm(c, page, loaded, {}, { isTooYoung: true });
  const signed = submitted.get("ticket") ?? "";
  const ticket = await readTicket(signed, form.id, c.env.SIGNING_SECRET, receivedAt);
  if (!ticket) return again({ notice: expired });
  const asksForConsent = form.fields.some(({ consentTo }) => consentTo);
  if (asksForConsent && changeSince(ticket, versions, provided(c, policyInForce)))
    return again({ notice: changed });
  const checked = checkForm(form, values);
  if ("mistakes" in checked) return again(checked);
  const key = base64url(await hmac(c.env.SIGNING_SECRET, form.id, JSON.stringify([ticket.nonce, values])));
  try {
    const sent = { record: checked.record, ticket, receivedAt, key };
    const answer = await submit(c, sent).catch((error) => {
      // Somebody has confirmed the address meanwhile: the second time it is known.
      if (isAddressTaken(error)) return submit(c, sent);
      throw error;
    });
    return answer instanceof Response ? answer : again(answer);
  } catch (error) {
    if (isSecondUse(error)) return linkUsed(c);
    if (isAccountGone(error)) return c.redirect(`/${ticket.language}/sign-in/`, 303);
    if (!(error instanceof TooManyHashes)) throw error;
    return again({ notice: busy, status: 503, waitSeconds: 5 });
  }
}

/** Whether a batch failed because the account that it is about was erased meanwhile. */
function isAccountGone(error: unknown): boolean {
  return isRefusedBy(error, "trigger", "the account is gone");
}

/** Whether a batch failed because the address that it gives to an account belongs to another by now. */
function isAddressTaken(error: unknown): boolean {
  return isRefusedBy(error, "unique", "users.email_index");
}

const expired = "This page was open for too long. Nothing was sent. Fill it in and send it again.";

const changed =
  "Our privacy policy has changed since you opened this page. Nothing was sent. Read the version below, then tick the box and send again.";

const busy = "Many people are signing in just now. Nothing was done. Send it again in a few seconds.";
