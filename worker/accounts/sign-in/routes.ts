import { deleteCookie, getCookie } from "hono/cookie";
import organization from "../../../content/organization.yaml";
import type { Refusal } from "../../forms/receiving/again.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { giveBack, ofHashing, ofWrongPasswords } from "../../web/limits.ts";
import { router } from "../../web/router.ts";
import { hashOf } from "../../web/sha256.ts";
import type { RefusalCode } from "../engine/engine.ts";
import { engineAddress } from "../engine/engine-address.ts";
import {
  countFailure,
  failuresFrom,
  freeTries,
  freeTriesAt,
  pausedUntil,
  selectFailures,
} from "../engine/failures.ts";
import { sessionCookie } from "../engine/signed-in.ts";
import { ownPath, tokenIn } from "../engine/tokens.ts";
import { startWork, type Work } from "../engine/work.ts";
import { accountForm, type Sent } from "../form/account-form.ts";
import { deleteSessionByToken } from "../sessions/sessions.ts";
import type { Suspension } from "../suspension/suspension.ts";
import { selectSuspensionOf, suspensionsIn } from "../suspension/suspensions.ts";
import { knownDevice } from "./device.ts";
import { type SignedOut, type SigningIn, signInForm, signInPage } from "./forms.ts";
import { secondStepRoutes } from "./second-step.ts";
import { deviceCookie } from "./sign-in.ts";
import { insertSignIn } from "./sign-ins.ts";
import {
  type Buckets,
  bucketsOf,
  firstPage,
  secondStepAnswer,
  signedInAnswer,
  thisTry,
} from "./signing-in.ts";

export const signInRoutes = router()
  .route(
    "/",
    accountForm({
      form: signInForm,
      page: signInPage,
      load: loadDone,
      costs: async (c, { record }) => {
        const { index, device } = await whoTries(c, record);
        return device ? ofHashing(c, index) : [...ofHashing(c, undefined), ofWrongPasswords(c)];
      },
      submit: signIn,
    }),
  )
  .route("/", secondStepRoutes)
  .post(`/${lang}/sign-out/`, async (c) => {
    const token = tokenIn(getCookie(c, sessionCookie) ?? "");
    await deleteSessionByToken(c.env.DB, await hashOf(token)).run();
    deleteCookie(c, sessionCookie, { path: "/", secure: true });
    // Clears what this browser has cached of the account's pages.
    c.header("clear-site-data", '"cache"');
    return c.redirect(`/${c.req.param("lang")}/sign-in/?done=signed-out`, 303);
  });

/** What was just done, as the page's address says it. */
async function loadDone(c: AppContext): Promise<SignedOut> {
  const done = c.req.query("done");
  return { done: done === "signed-out" || done === "signed-out-everywhere" ? done : undefined };
}

/** Does the same for known and unknown addresses: one load, one scrypt, one batch, the same words. */
async function signIn(
  c: AppContext,
  { record, ticket, receivedAt }: Sent<SigningIn>,
): Promise<Response | Refusal> {
  const db = c.env.DB;
  const { index, device } = await whoTries(c, record);
  const buckets = await bucketsOf(c, device, index);
  const work = await startWork({ env: c.env, headers: c.req.raw.headers }, { emailIndex: index }, [
    selectFailures(db, [buckets.own, buckets.strangers]),
    selectSuspensionOf(db, index),
  ]);
  const strangers = failuresFrom(work.more[0], buckets.strangers);
  const free = device ? freeTries.account : freeTriesAt(strangers);
  const until = pausedUntil(failuresFrom(work.more[0], buckets.own), free) ?? receivedAt;
  const pause = until.getTime() - receivedAt.getTime();
  if (pause > 0) return pausedAnswer(pause);
  const ran = await work.run((api) =>
    api.signInEmail({
      body: { email: engineAddress(record.email), password: record.password },
      returnHeaders: true,
    }),
  );
  if ("refused" in ran) return refused(c, work, { ...buckets, isKnown: device !== undefined }, ran.refused);
  if (!device) giveBack(c, ofWrongPasswords(c), receivedAt);
  const [suspended] = await suspensionsIn(work.more[1], await keyRing(c.env));
  if (suspended) return suspendedAnswer(suspended);
  const next = ownPath(c.req.query("next")) ?? firstPage(ticket.language);
  if ("twoFactorRedirect" in ran.answer) return secondStepAnswer(c, work, ran, { to: next });
  return signedInAnswer(c, work, ran, { userId: ran.answer.user.id, index, isFirst: false, to: next });
}

/** The account that somebody tries to sign in to, and their device if it is known there. */
async function whoTries(c: AppContext, { email }: Pick<SigningIn, "email">) {
  const index = await emailIndex(await keyRing(c.env), email);
  return { index, device: await knownDevice(getCookie(c, deviceCookie), index, c.env.SIGNING_SECRET) };
}

async function refused(
  c: AppContext,
  work: Work,
  { own, strangers, isKnown }: Buckets & { isKnown: boolean },
  code: RefusalCode,
): Promise<Refusal> {
  if (code === "EMAIL_NOT_VERIFIED") return { notice: (t) => t.notices.accounts.signIn.notConfirmed };
  const db = c.env.DB;
  const [user] = work.rows.user;
  const failed = thisTry(c, "wrong-password");
  await db.batch([
    countFailure(db, own, failed.at),
    ...(isKnown ? [] : [countFailure(db, strangers, failed.at)]),
    ...(user ? [await insertSignIn(db, await keyRing(c.env), user.id, failed)] : []),
  ]);
  return { notice: (t) => t.notices.accounts.signIn.wrong };
}

/** Only whoever knows the password reads what the client was told. */
function suspendedAnswer({ told, reviewOn }: Suspension): Refusal {
  const { email } = organization;
  return { notice: (t) => t.notices.accounts.signIn.suspended({ told, day: reviewOn, email }) };
}

/** The same for every address, so that waiting reveals no account. */
function pausedAnswer(pauseMs: number): Refusal {
  const waitSeconds = Math.ceil(pauseMs / 1000);
  return {
    status: 429,
    waitSeconds,
    notice: (t) => t.notices.accounts.signIn.paused({ seconds: waitSeconds }),
  };
}
