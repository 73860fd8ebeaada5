import { createHmac, randomBytes } from "node:crypto";
import { dirname } from "node:path";
import { localSecrets } from "../../local/secrets.ts";
import type { LocalServer } from "../../local/server.ts";
import { type Role, sessionCookie } from "../../worker/accounts/engine/signed-in.ts";
import {
  insertSession,
  insertUser,
  putCredential,
  putTwoFactor,
} from "../../worker/accounts/engine/stored-rows.ts";
import { updateRole } from "../../worker/accounts/engine/users.ts";
import { referenceFrom } from "../../worker/forms/form/reference.ts";
import { openKeyRing } from "../../worker/vault/sealing.ts";
import { cheapHash } from "../fixtures/cheap-hash.ts";
import { signingSecret } from "../fixtures/signing-secret.ts";
import { Visitor } from "./visitor.ts";

/** An account to put into a site's database. */
export interface MadeAccount {
  email: string;
  name: string;
  password: string;
  role?: Role;
  /** Secret of the second step, in the engine's form. */
  secondStep?: string;
}

/**
 * Somebody signed in with a confirmed account that was inserted without pages, and whose password costs nothing to
 * check, where registering would hash it twice per person.
 */
export async function madeAccount(
  server: LocalServer,
  { email, name, password, role = "client", secondStep }: MadeAccount,
  headers: Readonly<Record<string, string>> = {},
): Promise<Visitor> {
  const { db } = server;
  const ring = await openKeyRing(localSecrets(dirname(server.mailbox)).VAULT_KEYS ?? "");
  const userId = referenceFrom("U", randomBytes(32));
  const token = randomBytes(24).toString("base64url");
  const at = server.now();
  const [now, later] = [at.toISOString(), new Date(at.getTime() + 86_400_000).toISOString()];
  const user = { id: userId, email, name, emailVerified: true, twoFactorEnabled: secondStep !== undefined };
  const credential = { id: crypto.randomUUID(), userId, password: await cheapHash(password) };
  const factor = { id: crypto.randomUUID(), userId, secret: secondStep, backupCodes: "[]", verified: true };
  await db.batch([
    ...(await insertUser(db, ring, user, now)),
    putCredential(db, credential, now),
    updateRole(db, userId, role),
    ...(secondStep === undefined ? [] : [await putTwoFactor(db, ring, factor, null)]),
    await insertSession(db, { id: crypto.randomUUID(), userId, token }, "", now, later),
  ]);
  const visitor = new Visitor(server.url, headers);
  const signature = createHmac("sha256", signingSecret).update(token).digest("base64");
  visitor.cookies.set(sessionCookie, encodeURIComponent(`${token}.${signature}`));
  return visitor;
}
