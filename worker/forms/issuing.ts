import type { Language } from "../policy/schema.ts";
import type { AppContext } from "../web/app.ts";
import { now } from "../web/clock.ts";
import type { AnyForm, Ticket } from "./schema.ts";
import { signTicket } from "./ticket.ts";

/** The signed ticket of a form that is about to be shown: which text was in force, when, once. */
export async function newTicket(c: AppContext, form: AnyForm): Promise<string> {
  const language = c.req.param("lang") as Language;
  const policy = c.get("policy");
  const ticket: Ticket = {
    form: form.id,
    language,
    policyVersion: policy.date,
    policyHash: policy.languages[language]?.sha256 ?? "",
    issuedAt: now(c.env).getTime(),
    nonce: crypto.randomUUID(),
  };
  return signTicket(ticket, c.env.SIGNING_SECRET);
}
