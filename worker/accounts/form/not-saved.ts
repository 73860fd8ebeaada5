import { valuesOf } from "../../forms/form/checking.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import { notSavedPage } from "../../forms/form/shown.ts";
import { type Typed, unsavedForm } from "../../forms/receiving/again.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { languageTag } from "../../web/language-tag.ts";
import { show } from "../../web/page.ts";
import { Unreachable } from "../../web/reach.ts";
import { readForm } from "../../web/read-form.ts";
import { formsByPath, notSaved } from "./account-form.ts";
import { showUnsent } from "./unsent.ts";
import { unsentPage } from "./unsent-page.ts";

/**
 * Answers a form below a closed path when nobody can tell who sent it: what was typed comes back, and nothing was done.
 * @throws the failure again if no form was sent
 */
export async function notSavedUnknown(c: AppContext, failure: unknown): Promise<Response> {
  const form = formAt(c);
  if (!(failure instanceof Unreachable) || c.req.method !== "POST" || !(form || isStaffs(c))) throw failure;
  const submitted = await readForm(c);
  if (submitted instanceof Response) return submitted;
  if (!form) return showUnsent(c, submitted, failure);
  return notSaved(c, form, typedIn(c, form, submitted), failure);
}

/**
 * Answers a form below a closed path whose sender is signed out, and of whom nothing may be stored: what was typed comes
 * back, to be sent again after signing in beside it.
 * @returns nothing where no page could show it, or nobody looks at one: a browser says that it opens the answer
 */
export async function notSavedSignedOut(
  c: AppContext,
  submitted: ReadonlyMap<string, string>,
): Promise<Response | undefined> {
  if (c.req.header("sec-fetch-dest") !== "document") return undefined;
  const form = formAt(c);
  const action = c.req.path + new URL(c.req.url).search;
  if (form) {
    const filled = await unsavedForm(
      c,
      form,
      typedIn(c, form, submitted),
      (t) => t.notices.accounts.signedOut,
    );
    return show(c, notSavedPage, { form, filled, action }, { status: 403 });
  }
  if (!isStaffs(c)) return undefined;
  return show(c, unsentPage, { why: "signedOut", action, sent: [...submitted] }, { status: 403 });
}

const below = new RegExp(`^/${languageTag}/`);
const formAt = (c: AppContext) => formsByPath.get(c.req.path.replace(below, ""));

const isStaffs = (c: AppContext) => c.req.path.startsWith("/staff/");

function typedIn(c: AppContext, form: AnyForm, submitted: ReadonlyMap<string, string>): Typed {
  return { submitted, values: valuesOf(form, submitted), receivedAt: now(c.env) };
}
