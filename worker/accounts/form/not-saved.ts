import { valuesOf } from "../../forms/form/checking.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { Unreachable } from "../../web/reach.ts";
import { readForm } from "../../web/read-form.ts";
import { formsByPath, notSaved } from "./account-form.ts";
import { showUnsent } from "./unsent.ts";

/**
 * Answers a form below a closed path when nobody can tell who sent it: what was typed comes back, and nothing was done.
 * @throws the failure again if no form was sent
 */
export async function notSavedUnknown(c: AppContext, failure: unknown): Promise<Response> {
  const form = formsByPath.get(c.req.path.replace(/^\/[a-zA-Z\d-]{2,}\//, ""));
  const isStaffs = c.req.path.startsWith("/staff/");
  if (!(failure instanceof Unreachable) || c.req.method !== "POST" || !(form || isStaffs)) throw failure;
  const submitted = await readForm(c);
  if (submitted instanceof Response) return submitted;
  if (!form) return showUnsent(c, submitted, failure);
  const typed = { submitted, values: valuesOf(form, submitted), receivedAt: now(c.env) };
  return notSaved(c, form, typed, failure);
}
