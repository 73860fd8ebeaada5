import { formUnder } from "../worker/forms/form/checking.ts";
import type { AnyForm } from "../worker/forms/form/form.ts";
import { versions } from "../worker/policy/versions/lock.ts";

/**
 * When a page that is built ahead may offer a form: attributes for the Worker, one set for each version that allows it,
 * and one without conditions where all do.
 */
export function timesOf(form?: AnyForm): Record<string, string>[] {
  const allowing = versions.filter(({ commitments }) => !form || formUnder(form, commitments));
  if (allowing.length === versions.length) return [{}];
  return allowing.map(({ date }) => ({ "data-version": date, "data-when": "in-force" }));
}
