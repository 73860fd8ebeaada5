import { getCookie } from "hono/cookie";
import type { Refusal } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { hashOf } from "../../web/sha256.ts";
import { emailOf } from "../engine/engine-address.ts";
import { recoveryCodeIn } from "../engine/recovery-codes.ts";
import { ownPath, tokenIn } from "../engine/tokens.ts";
import { isSecondUse } from "../engine/verifications.ts";
import { startWork } from "../engine/work.ts";
import { accountForm, type Sent } from "../form/account-form.ts";
import { useCode } from "../second-factor/codes.ts";
import { isSuspended } from "../suspension/suspensions.ts";
import { type SecondStep, secondStepForm, secondStepPage } from "./forms.ts";
import { insertSignIn } from "./sign-ins.ts";
import { firstPage, signedInAnswer, thisTry } from "./signing-in.ts";

/** The page that asks for the second factor once the password was right. */
export const secondStepRoutes = accountForm({
  form: secondStepForm,
  page: secondStepPage,
  load: nothing,
  submit: takeCode,
});

async function takeCode(c: AppContext, { record, ticket }: Sent<SecondStep>): Promise<Response | Refusal> {
  const step = tokenIn(getCookie(c, "__Host-second-step") ?? "");
  const identifiers = [await hashOf(step), await hashOf(`2fa-attempts-${step}`)];
  const work = await startWork({ env: c.env, headers: withoutSession(c) }, { identifiers });
  const [user] = work.rows.user;
  if (!user) return c.redirect(`/${ticket.language}/sign-in/`, 303);
  const isOfApp = /^\d{6}$/.test(record.code);
  const code = isOfApp ? record.code : recoveryCodeIn(record.code);
  const ran = isOfApp
    ? await work.run((api, headers) => api.verifyTOTP({ body: { code }, headers, returnHeaders: true }))
    : await work.run((api, headers) =>
        api.verifyBackupCode({ body: { code }, headers, returnHeaders: true }),
      );
  if ("refused" in ran) {
    const ring = await keyRing(c.env);
    const failed = await insertSignIn(c.env.DB, ring, user.id, thisTry(c, "wrong-code"));
    await c.env.DB.batch([...(await work.changes()), failed]);
    const isWrong = ran.refused === "INVALID_CODE" || ran.refused === "INVALID_BACKUP_CODE";
    return { notice: (t) => t.notices.accounts.secondStep[isWrong ? "wrong" : "startAgain"] };
  }
  try {
    return await signedInAnswer(c, work, ran, {
      userId: user.id,
      index: await emailIndex(await keyRing(c.env), emailOf(user)),
      isFirst: false,
      to: ownPath(c.req.query("next")) ?? firstPage(ticket.language),
      more: await useCode(c.env.DB, work, code, now(c.env)),
    });
  } catch (error) {
    if (isSuspended(error)) return { notice: (t) => t.notices.accounts.secondStep.suspended };
    if (!isSecondUse(error)) throw error;
    await (await insertSignIn(c.env.DB, await keyRing(c.env), user.id, thisTry(c, "wrong-code"))).run();
    return { notice: (t) => t.notices.accounts.secondStep.used };
  }
}

/** Only the step's own cookie counts here. A session that still exists must not stand in for it. */
function withoutSession(c: AppContext): Headers {
  const headers = new Headers(c.req.raw.headers);
  headers.set("cookie", `__Host-second-step=${encodeURIComponent(getCookie(c, "__Host-second-step") ?? "")}`);
  return headers;
}
