import { startWork } from "../../worker/accounts/engine/work.ts";
import { signTicket } from "../../worker/forms/form/ticket.ts";
import { versions } from "../../worker/policy/versions/lock.ts";
import { keyRing } from "../../worker/vault/ring.ts";
import { emailIndex } from "../../worker/vault/sealing.ts";

/** Somebody with a confirmed account, inserted without pages. */
export async function makeClient(env: Env, email: string, password: string): Promise<string> {
  const index = await emailIndex(await keyRing(env), email);
  const work = await startWork({ env, headers: new Headers() }, { emailIndex: index });
  await work.run((api) =>
    api.signUpEmail({ body: { email, password, name: "Li Wei" }, returnHeaders: true }),
  );
  const [user] = work.rows.user;
  if (!user) throw new Error("nobody was registered");
  user.emailVerified = true;
  await env.DB.batch(await work.changes());
  return user.id;
}

/** The ticket on a form's page right now. */
export async function ticketFor(env: Env, form: string): Promise<string> {
  const [version] = versions;
  const ticket = {
    form,
    language: "en" as const,
    policyVersion: version?.date ?? "",
    policyHash: version?.languages.en?.sha256 ?? "",
    issuedAt: Date.now(),
    nonce: crypto.randomUUID(),
  };
  return signTicket(ticket, env.SIGNING_SECRET);
}
