import type { LocalServer } from "../../local/server.ts";
import type { staffRoles } from "../../worker/accounts/engine/signed-in.ts";
import { signInvitation } from "../../worker/staff/members/invitation.ts";
import { totp } from "./totp.ts";
import { Visitor } from "./visitor.ts";

/** What invitations are signed with: give it to the server as a var. */
export const invitationSecret = "a-secret-for-invitations-in-tests-only";

const password = "apricots for the office";

/** Somebody of the staff, and what they need to sign in again. */
export interface StaffMember {
  visitor: Visitor;
  email: string;
  /** Secret of their second step, base 32. */
  secret: string;
}

/** Somebody who has been invited, has joined with a second step and is signed in. */
export async function staffMember(
  server: Pick<LocalServer, "url">,
  role: (typeof staffRoles)[number],
  headers: Readonly<Record<string, string>> = {},
): Promise<StaffMember> {
  const email = `${role}.${crypto.randomUUID().slice(0, 8)}@example.org`;
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const invitation = await signInvitation({ email, role, expiresAt }, invitationSecret);
  const visitor = new Visitor(server.url, headers);
  await visitor.fillIn(`/en/invitation/${invitation}/`, { name: "Zhang Min", password });
  const page = await (await visitor.fillIn("/en/account/security/two-factor/", { password })).text();
  const secret = /secret=([A-Z2-7]+)/.exec(page)?.[1] ?? "";
  const code = totp(secret, new Date());
  await visitor.fillIn("/en/account/security/two-factor/confirm/", { code });
  if ((await visitor.open("/staff/")).status !== 200) throw new Error(`${email} could not join`);
  return { visitor, email, secret };
}

/** Signs somebody in on another server with the same data. Authenticator apps go by the machine's clock. */
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
