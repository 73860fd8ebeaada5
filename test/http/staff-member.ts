import { randomBytes } from "node:crypto";
import type { LocalServer } from "../../local/server.ts";
import type { staffRoles } from "../../worker/accounts/engine/signed-in.ts";
import { madeAccount } from "./made-account.ts";
import { base32, totp } from "./totp.ts";
import { Visitor } from "./visitor.ts";

const password = "apricots for the office";

/** A member of staff, and what they need to sign in again. */
export interface StaffMember {
  visitor: Visitor;
  email: string;
  /** Secret of their second step, base 32. */
  secret: string;
}

/** A new member of staff, signed in with a second step. */
export async function staffMember(
  server: LocalServer,
  role: (typeof staffRoles)[number],
): Promise<StaffMember> {
  const email = `${role}.${crypto.randomUUID().slice(0, 8)}@example.org`;
  const secondStep = randomBytes(24).toString("base64url");
  const visitor = await madeAccount(server, { email, name: "Zhang Min", password, role, secondStep });
  if ((await visitor.open("/staff/")).status !== 200) throw new Error(`${email} could not join`);
  return { visitor, email, secret: base32(secondStep) };
}

/** Signs somebody in on another server with the same data. Authenticator apps use the machine's clock. */
export async function signInAgain(
  server: Pick<LocalServer, "url">,
  { email, secret }: Pick<StaffMember, "email" | "secret">,
): Promise<Visitor> {
  const visitor = new Visitor(server.url);
  await visitor.fillIn("/en/sign-in/", { email, password });
  const code = totp(secret, new Date());
  await visitor.fillIn("/en/sign-in/code/", { code });
  if ((await visitor.open("/staff/")).status !== 200) throw new Error(`${email} could not sign in again`);
  return visitor;
}
