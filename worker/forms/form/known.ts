import { requestValue } from "../../web/provided.ts";
import type { AnyForm, Values } from "./form.ts";

/** What is known of whoever is signed in, by the name of the field that asks for it. Nobody is asked for it again. */
export const knownAnswers = requestValue<Values>("knownAnswers");

/**
 * The answers that a form need not ask for: those to its required questions. An optional one stays the person's choice
 * every time.
 */
export function knownTo(form: AnyForm, known: Values): Values {
  const asked = form.fields.filter(({ name, optional }) => !optional && known[name]);
  return Object.fromEntries(asked.map(({ name }) => [name, known[name] ?? ""]));
}
