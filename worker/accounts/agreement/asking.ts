import { policyInForce } from "../../policy/versions/in-force.ts";
import { versions } from "../../policy/versions/lock.ts";
import type { AppContext } from "../../web/app.ts";
import { isOffered } from "../../web/offers.ts";
import { provided } from "../../web/provided.ts";
import { type Agreement, agreementOf, mayBeDue } from "./agreement.ts";
import { saidIn, selectSaid, type WhatWasSaid } from "./said.ts";

/** Where an account stands on the version in force. Asks the database only if a version since the first is material. */
export async function agreementNow(c: AppContext, userId: string): Promise<Agreement> {
  const inForce = provided(c, policyInForce);
  if (!mayBeDue(versions, inForce)) return { state: "holds", agreed: inForce.date, inForce: inForce.date };
  const { said, since } = saidIn(await selectSaid(c.env.DB, userId).run());
  return agreementOf(versions, inForce, said, since);
}

/** Where to go after signing in: to the question first, if there is one. Where only staff have accounts, none is asked. */
export function askingFirst(c: AppContext, { said, since }: WhatWasSaid, to: string): string {
  const { state } = agreementOf(versions, provided(c, policyInForce), said, since);
  const question = `/${c.req.param("lang")}/account/consents/accept/`;
  return state === "due" && isOffered(question) ? question : to;
}

/** The way to the question, from what an account that refused does not do; undefined for any other. */
export async function refusedFirst(c: AppContext, userId: string): Promise<Response | undefined> {
  const { state } = await agreementNow(c, userId);
  if (state !== "refused") return undefined;
  return c.redirect(`/${c.req.param("lang")}/account/consents/accept/?done=no-orders`, 303);
}
