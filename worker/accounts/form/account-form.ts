import type { AnyForm } from "../../forms/form/form.ts";
import { type FormPage, notSavedPage } from "../../forms/form/shown.ts";
import { type Refusal, type Typed, unsavedForm } from "../../forms/receiving/again.ts";
import { formPage } from "../../forms/receiving/form-page.ts";
import { limited } from "../../forms/receiving/limiting.ts";
import type { Sent as SentForm } from "../../forms/receiving/receiving.ts";
import { byTicket, type TicketProof } from "../../forms/receiving/tickets.ts";
import type { AppContext } from "../../web/app.ts";
import type { Share } from "../../web/buckets.ts";
import { ofHashing, ofNetwork } from "../../web/limits.ts";
import { logFailure } from "../../web/log.ts";
import { show, showPage } from "../../web/page.ts";
import { providedIfAny } from "../../web/provided.ts";
import { Unreachable } from "../../web/reach.ts";
import { isRefusedBy } from "../../web/refused.ts";
import type { Router } from "../../web/router.ts";
import type { ShownPage } from "../../web/shown-page.ts";
import { signedInPerson } from "../engine/signed-in.ts";
import { TooManyHashes } from "../engine/too-many-hashes.ts";
import { isSecondUse } from "../engine/verifications.ts";

/** A form of an account, filled in correctly on a page of ours. */
export type Sent<Answers> = SentForm<Answers, TicketProof>;

/** How a page with an account's form is answered. */
export interface AccountForm<Answers, Besides> {
  form: AnyForm<Answers>;
  page: ShownPage<FormPage<Besides>>;
  /** The path below the language, where it has parameters that the form does not know. */
  path?: string;
  /** Loads what the page shows besides the form. A response says that the form must not be shown. */
  load: (c: AppContext) => Promise<Response | Besides>;
  /** What it takes of limits, if it is not what its fields tell. */
  costs?: (c: AppContext, sent: Sent<Answers>) => Promise<readonly Share[]>;
  submit: (c: AppContext, sent: Sent<Answers>) => Promise<Response | Refusal>;
}

/** The page of an account's form (GET) and what it sends (POST). */
export function accountForm<Answers, Besides>(account: AccountForm<Answers, Besides>): Router {
  const { form, page, path, load, submit } = account;
  formsByPath.set(form.path, form);
  return formPage({
    form,
    page,
    path,
    load,
    admit: byTicket(form, {
      expired: (t) => t.notices.accounts.expired,
      late: (t) => t.notices.accounts.expired,
      changed: () => (t) => t.notices.accounts.changed,
    }),
    limit: async (c, sent) => limited(c, sent, await costOf(c, account, sent), storesConsent(form)),
    act: (c, sent) => submitted(c, () => submit(c, sent)),
    recover: (c, typed, error) => notSaved(c, form, typed, error),
  });
}

/** The forms of accounts, by path below the language. */
export const formsByPath = new Map<string, AnyForm>();

/**
 * The page that keeps what was typed when the database failed. The same ticket can be sent again.
 * @throws any other failure again
 */
export async function notSaved(
  c: AppContext,
  form: AnyForm,
  typed: Typed,
  failure: unknown,
): Promise<Response> {
  if (!(failure instanceof Unreachable)) throw failure;
  logFailure("accounts: the database failed", { form: form.id }, failure);
  const filled = await unsavedForm(c, form, typed, (t) => t.notices.accounts.unsaved);
  const action = c.req.path + new URL(c.req.url).search;
  const showing = filled.isTooYoung ? { status: 422 } : { status: 503, retryAfter: 60 };
  return show(c, notSavedPage, { form, filled, action }, showing);
}

/** The page that says that a link no longer works, and where to get another. */
export async function linkUsed(c: AppContext): Promise<Response> {
  const page = await showPage(c, `/${c.req.param("lang")}/link-used/`);
  return new Response(page.body, { status: 404, headers: page.headers });
}

/**
 * What a form of an account costs. Where a password is given or chosen one is hashed. Whoever is signed in has their
 * own share.
 */
async function costOf<Answers>(
  c: AppContext,
  { form, costs }: Pick<AccountForm<Answers, never>, "form" | "costs">,
  sent: Sent<Answers>,
): Promise<readonly Share[]> {
  if (costs) return costs(c, sent);
  if (!form.fields.some(({ control }) => control === "password")) return [ofNetwork(c, "form")];
  return ofHashing(c, providedIfAny(c, signedInPerson)?.userId);
}

function storesConsent({ fields }: AnyForm): boolean {
  return fields.some(({ consentTo }) => consentTo !== undefined);
}

/** Does what a form asks for, whatever somebody else did to the account meanwhile. */
async function submitted(
  c: AppContext,
  submit: () => Promise<Response | Refusal>,
): Promise<Response | Refusal> {
  try {
    return await submit().catch((error) => {
      // Another account took the address meanwhile; this time it is known.
      if (isAddressTaken(error)) return submit();
      throw error;
    });
  } catch (error) {
    if (isSecondUse(error)) return linkUsed(c);
    if (isAccountGone(error)) return c.redirect(`/${c.req.param("lang")}/sign-in/`, 303);
    if (error instanceof TooManyHashes)
      return { notice: (t) => t.notices.accounts.busy, status: 503, waitSeconds: 5 };
    throw error;
  }
}

/** Whether a batch failed because its account was erased meanwhile. */
function isAccountGone(error: unknown): boolean {
  return isRefusedBy(error, "trigger", "the account is gone");
}

/** Whether a batch failed because another account has taken the address meanwhile. */
function isAddressTaken(error: unknown): boolean {
  return isRefusedBy(error, "unique", "users.email_index");
}
