import type { FormDefinition, Values } from "../form/form.ts";
import type { Ticket } from "../form/ticket.ts";

/** Why a submission looks as if no person had sent it. */
export type Suspicion = "trap" | "fast" | "links";

/** Name of the field that people neither see nor hear. Only robots fill it in. */
export const trapField = "remarks";

/** Nobody reads and fills in a form faster, in milliseconds. Browsers that fill it in come close. */
const fastestPerson = 2000;

/** More links than a person sends about goods. */
const maxLinks = 3;

/** Why a submission looks as if no person had sent it. */
export function suspicionsOf(
  form: FormDefinition,
  ticket: Ticket,
  submitted: ReadonlyMap<string, string>,
  values: Values,
  at: Date,
): Suspicion[] {
  const found: Suspicion[] = [];
  if ((submitted.get(trapField) ?? "") !== "") found.push("trap");
  if (at.getTime() - ticket.issuedAt < fastestPerson) found.push("fast");
  if (hasManyLinks(form, values)) found.push("links");
  return found;
}

/**
 * Whether a submission waits for staff before any mail leaves. One weak sign is not enough: a browser that fills
 * in a form is fast, and a buyer may send links.
 */
export function isQuarantined(suspicions: readonly Suspicion[]): boolean {
  return suspicions.includes("trap") || suspicions.length > 1;
}

function hasManyLinks(form: FormDefinition, values: Values): boolean {
  const typed = form.fields.map(({ name }) => values[name] ?? "").join("\n");
  return (typed.match(/https?:\/\//gi)?.length ?? 0) > maxLinks;
}
