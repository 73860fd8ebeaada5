import type { Refusal } from "../../forms/receiving/again.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { hashOf } from "../../web/sha256.ts";
import { emailOf } from "../engine/engine-address.ts";
import { hasVerification } from "../engine/verifications.ts";
import { startWork } from "../engine/work.ts";
import { accountForm, linkUsed, type Sent } from "../form/account-form.ts";
import { signedInAnswer } from "../sign-in/signing-in.ts";
import { type Verification, verificationForm, verificationPage } from "./forms.ts";

/** The page behind the registration mail's link: password and button. Only sending it confirms. */
export const verificationRoutes = accountForm({
  form: verificationForm,
  page: verificationPage,
  path: "verify/:token{[\\w-]{43}}/",
  load: async (c) => {
    const identifier = await hashOf(`verify:${c.req.param("token")}`);
    return (await hasVerification(c.env.DB, identifier, now(c.env))) ? undefined : linkUsed(c);
  },
  submit: verify,
});

async function verify(c: AppContext, { record, ticket }: Sent<Verification>): Promise<Response | Refusal> {
  const identifier = await hashOf(`verify:${c.req.param("token")}`);
  const work = await startWork({ env: c.env, headers: c.req.raw.headers }, { identifiers: [identifier] });
  const [user] = work.rows.user;
  if (!user) return linkUsed(c);
  user.emailVerified = true;
  work.rows.verification.length = 0;
  const ran = await work.run((api) =>
    api.signInEmail({ body: { email: String(user.email), password: record.password }, returnHeaders: true }),
  );
  if ("refused" in ran)
    return {
      mistakes: [{ field: "password", message: (t) => t.fields.account.verification.wrong }],
    };
  return signedInAnswer(c, work, ran, {
    userId: user.id,
    index: await emailIndex(await keyRing(c.env), emailOf(user)),
    isFirst: true,
    to: `/${ticket.language}/account/`,
  });
}
