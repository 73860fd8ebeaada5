import { insertUser, putCredential } from "../../worker/accounts/engine/stored-rows.ts";
import { referenceFrom } from "../../worker/forms/form/reference.ts";
import { signTicket } from "../../worker/forms/form/ticket.ts";
import { versionInForce } from "../../worker/policy/versions/history.ts";
import { versions } from "../../worker/policy/versions/lock.ts";
import { keyRing } from "../../worker/vault/ring.ts";
import { cheapHash } from "../fixtures/cheap-hash.ts";

/** Somebody with a confirmed account, inserted without pages, whose password costs nothing to check without another hash of it. */
export async function makeClient(env: Env, email: string, password: string, hash?: string): Promise<string> {
  const id = referenceFrom("U", crypto.getRandomValues(new Uint8Array(32)));
  const at = new Date().toISOString();
  const user = { id, email, name: "Li Wei", emailVerified: true };
  await env.DB.batch([
    ...(await insertUser(env.DB, await keyRing(env), user, at)),
    putCredential(
      env.DB,
      { id: crypto.randomUUID(), userId: id, password: hash ?? (await cheapHash(password)) },
      at,
    ),
  ]);
  return id;
}

/** The ticket on a form's page right now. */
export async function ticketFor(env: Env, form: string): Promise<string> {
  const version = versionInForce(versions, new Date());
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
