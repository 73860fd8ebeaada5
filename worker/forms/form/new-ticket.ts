import { policyInForce } from "../../policy/versions/in-force.ts";
import type { AppContext } from "../../web/app.ts";
import { base64url } from "../../web/base64url.ts";
import { now } from "../../web/clock.ts";
import type { Language } from "../../web/organization.ts";
import { provided } from "../../web/provided.ts";
import type { AnyForm } from "./form.ts";
import { signTicket, type Ticket } from "./ticket.ts";

/** The signed ticket of a form that is about to be shown: which text was in force, when, and a nonce. */
export async function newTicket(c: AppContext, form: AnyForm): Promise<string> {
  const language = c.req.param("lang") as Language;
  const policy = provided(c, policyInForce);
  const ticket: Ticket = {
    form: form.id,
    language,
    policyVersion: policy.date,
    policyHash: policy.languages[language]?.sha256 ?? "",
    issuedAt: now(c.env).getTime(),
    nonce: base64url(crypto.getRandomValues(new Uint8Array(16))),
  };
  return signTicket(ticket, c.env.SIGNING_SECRET);
}
