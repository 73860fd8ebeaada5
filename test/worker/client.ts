import { hashPassword } from "../../worker/accounts/engine/hashing.ts";
import { insertUser, putCredential } from "../../worker/accounts/engine/stored-rows.ts";
import { referenceFrom } from "../../worker/forms/form/reference.ts";
import { signTicket } from "../../worker/forms/form/ticket.ts";
import { versionInForce } from "../../worker/policy/versions/history.ts";
import { versions } from "../../worker/policy/versions/lock.ts";
import { keyRing } from "../../worker/vault/ring.ts";

const hashes = new Map<string, Promise<string>>();

/** Somebody with a confirmed account, inserted without pages. A password is hashed once for all tests. */
export async function makeClient(env: Env, email: string, password: string): Promise<string> {
  const id = referenceFrom("U", crypto.getRandomValues(new Uint8Array(32)));
  const hash = hashes.get(password) ?? hashPassword(password);
  hashes.set(password, hash);
  const at = new Date().toISOString();
  const user = { id, email, name: "Li Wei", emailVerified: true };
  await env.DB.batch([
    ...(await insertUser(env.DB, await keyRing(env), user, at)),
    putCredential(env.DB, { id: crypto.randomUUID(), userId: id, password: await hash }, at),
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
