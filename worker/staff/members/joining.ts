import { engineAddress } from "../../accounts/engine/engine-address.ts";
import { updateRole } from "../../accounts/engine/users.ts";
import { useVerification, wasUsed } from "../../accounts/engine/verifications.ts";
import { startWork } from "../../accounts/engine/work.ts";
import { accountForm, linkUsed, type Sent } from "../../accounts/form/account-form.ts";
import { passwordMistake } from "../../accounts/passwords/choosing.ts";
import { secondStepAnswer, signedInAnswer } from "../../accounts/sign-in/signing-in.ts";
import { hasMovedOn } from "../../audit/log.ts";
import { entryFor } from "../../audit/recording.ts";
import { referenceFrom } from "../../forms/form/reference.ts";
import type { Refusal } from "../../forms/receiving/again.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import type { AppContext } from "../../web/app.ts";
import { bytesOf } from "../../web/base64url.ts";
import { now } from "../../web/clock.ts";
import { Fault } from "../../web/fault.ts";
import { languageOf } from "../../web/page.ts";
import { inLanguage } from "../../web/page-languages.ts";
import { hashOf } from "../../web/sha256.ts";
import { readInvitation } from "./invitation.ts";
import { type Invitation, invitationForm, invitationPage, type Joining } from "./invitation-form.ts";
import { noteRecorded, roleDeed } from "./role-deeds.ts";

/** The page behind the one-time link that `npm run staff` prints. */
export const joiningRoutes = accountForm({
  form: invitationForm,
  page: invitationPage,
  path: "invitation/:token{[\\w-]+\\.[\\w-]{43}}/",
  load: async (c) => ((await invitationOf(c)) ? undefined : linkUsed(c)),
  submit: (c, sent) => join(c, sent),
});

/** How often it is tried again when others write to the audit log at the same moment. */
const maxTries = 5;

async function join(c: AppContext, sent: Sent<Joining>, tries = 1): Promise<Response | Refusal> {
  try {
    return await joinNow(c, sent);
  } catch (error) {
    if (!hasMovedOn(error) || tries === maxTries) throw error;
    return join(c, sent, tries + 1);
  }
}

/** Opens the account, or gives the role to an existing one after asking for its password, with its entry in the log. */
async function joinNow(c: AppContext, { record, key }: Sent<Joining>): Promise<Response | Refusal> {
  const invitation = await invitationOf(c);
  if (!invitation) return linkUsed(c);
  const { email, role } = invitation;
  const { password } = record;
  const index = await emailIndex(await keyRing(c.env), email);
  const work = await startWork({ env: c.env, headers: c.req.raw.headers }, { emailIndex: index });
  // An unconfirmed account belongs to nobody and gives way to whoever was invited.
  const isNew = work.rows.user[0]?.emailVerified !== true;
  if (isNew) {
    work.forget();
    const mistake = await passwordMistake(password, [record.name, email]);
    if (mistake) return { mistakes: [{ field: "password", message: mistake }] };
    const body = { name: record.name, email: engineAddress(email), password };
    await work.run((api) => api.signUpEmail({ body, returnHeaders: true }));
    const userId = referenceFrom("U", bytesOf(key));
    for (const row of work.rows.user) row.id = userId;
    for (const row of work.rows.account) Object.assign(row, { userId, accountId: userId });
  }
  const [user] = work.rows.user;
  if (!user) throw new Fault("an invitation opened no account");
  user.emailVerified = true;
  // Whoever is signed in elsewhere as a client does not become staff there.
  work.rows.session.length = 0;
  const ran = await work.run((api) =>
    api.signInEmail({ body: { email: engineAddress(email), password }, returnHeaders: true }),
  );
  if ("refused" in ran)
    return { mistakes: [{ field: "password", message: (t) => t.fields.staff.invitation.known }] };
  const at = now(c.env);
  const more = [
    updateRole(c.env.DB, user.id, role),
    noteRecorded(c.env.DB, user.id, at),
    await entryFor(c.env, { actor: user.id, ...roleDeed(user.id, role), at }),
    ...useVerification(c.env.DB, await hashOf(c.req.param("token") ?? ""), invitation.expiresAt),
  ];
  const to = inLanguage("/staff/", languageOf(c));
  if ("twoFactorRedirect" in ran.answer) return secondStepAnswer(c, work, ran, { to, more });
  return signedInAnswer(c, work, ran, { userId: user.id, index, isFirst: isNew, to, more });
}

async function invitationOf(c: AppContext): Promise<Invitation | undefined> {
  const token = c.req.param("token") ?? "";
  const invitation = await readInvitation(token, c.env.SIGNING_SECRET, now(c.env));
  return invitation && !(await wasUsed(c.env.DB, await hashOf(token))) ? invitation : undefined;
}
