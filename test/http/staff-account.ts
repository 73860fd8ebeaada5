import { localSecrets } from "../../local/secrets.ts";
import type { staffRoles } from "../../worker/auth/schema.ts";
import { signInvitation } from "../../worker/staff/invitation.ts";
import { totp } from "./totp.ts";
import { Visitor } from "./visitor.ts";

/** What staff of the tests sign in with. */
export const staffPassword = "apricots for the office";

/** Somebody of the organization who was invited, has set up the second step and is signed in. */
export async function staffOf(
  { url, state }: { url: string; state: string },
  role: (typeof staffRoles)[number],
  email = `${role}@example.org`,
): Promise<Visitor> {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const secret = localSecrets(state).SIGNING_SECRET ?? "";
  const visitor = new Visitor(url);
  await visitor.fillIn(`/en/invitation/${await signInvitation({ email, role, expiresAt }, secret)}/`, {
    name: "Zhang Min",
    password: staffPassword,
  });
  const begun = await visitor.fillIn("/en/account/security/two-factor/", { password: staffPassword });
  const key = /secret=([A-Z2-7]+)/.exec(await begun.text())?.[1] ?? "";
  const code = totp(key, new Date());
  const answer = await visitor.fillIn("/en/account/security/two-factor/confirm/", { code });
  if (answer.status !== 303) throw new Error(`${email} could not join the staff`);
  return visitor;
}
