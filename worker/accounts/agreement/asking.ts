import { policyInForce } from "../../policy/versions/in-force.ts";
import { versions } from "../../policy/versions/lock.ts";
import type { AppContext } from "../../web/app.ts";
import { provided } from "../../web/provided.ts";
import { type Agreement, agreementOf, mayBeDue, type Said } from "./agreement.ts";

interface SaidRow {
  created_at: string;
  event: Said["event"] | null;
  policy_version: string;
  recorded_at: string;
}

/** Where an account stands on the version in force. Asks the database only if a version since the first is material. */
export async function agreementNow(c: AppContext, userId: string): Promise<Agreement> {
  const inForce = provided(c, policyInForce);
  if (!mayBeDue(versions, inForce)) return { state: "holds", agreed: inForce.date, inForce: inForce.date };
  const { results } = await c.env.DB.prepare(
    `select u.created_at, c.event, c.policy_version, c.recorded_at
     from users u left join consents c on c.subject = u.id and c.purpose = 'registration'
     where u.id = ?1 order by c.sequence`,
  )
    .bind(userId)
    .all<SaidRow>();
  const said = results.flatMap(({ event, policy_version, recorded_at }) =>
    event === null ? [] : [{ event, policyVersion: policy_version, recordedAt: new Date(recorded_at) }],
  );
  return agreementOf(versions, inForce, said, new Date(results[0]?.created_at ?? 0));
}

/** Where to go after signing in: to the question first, if there is one. */
export async function askingFirst(c: AppContext, userId: string, to: string): Promise<string> {
  const { state } = await agreementNow(c, userId);
  return state === "due" ? `/${c.req.param("lang")}/account/consents/accept/` : to;
}

/** The way to the question, from what an account that refused does not do; undefined for any other. */
export async function refusedFirst(c: AppContext, userId: string): Promise<Response | undefined> {
  const { state } = await agreementNow(c, userId);
  if (state !== "refused") return undefined;
  return c.redirect(`/${c.req.param("lang")}/account/consents/accept/?done=no-orders`, 303);
}
