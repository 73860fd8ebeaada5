import { Hono } from "hono";
import { deleteCookie, getCookie } from "hono/cookie";
import type { Refusal } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import { type AppContext, type AppEnv, lang } from "../../web/app.ts";
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
import { knownDevice } from "./device.ts";
import { type SigningIn, signInForm, signInPage } from "./forms.ts";
import { countNetworkFailure, networkPausedUntil } from "./network.ts";
import { secondStepRoutes } from "./second-step.ts";
import { deviceCookie } from "./sign-in.ts";
import { insertSignIn } from "./sign-ins.ts";
import {
  addressOf,
  type Buckets,
  bucketsOf,
  secondStepAnswer,
  signedInAnswer,
  thisTry,
} from "./signing-in.ts";

export const signInRoutes = new Hono<AppEnv>()
  .route(
    "/",
    accountForm({
      form: signInForm,
      page: signInPage,
      load: nothing,
      knownDevice: async (c, { record }) =>
        knownDevice(
          getCookie(c, deviceCookie),
          await emailIndex(await keyRing(c.env), record.email),
          c.env.SIGNING_SECRET,
        ),
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
    return c.redirect(`/${c.req.param("lang")}/sign-in/`, 303);
  });

/** Does the same for known and unknown addresses: one load, one scrypt, one batch, the same words. */
async function signIn(
  c: AppContext,
  { record, ticket, receivedAt }: Sent<SigningIn>,
): Promise<Response | Refusal> {
  const db = c.env.DB;
  const index = await emailIndex(await keyRing(c.env), record.email);
  const device = await knownDevice(getCookie(c, deviceCookie), index, c.env.SIGNING_SECRET);
  const buckets = await bucketsOf(c, device, index);
  const work = await startWork({ env: c.env, headers: c.req.raw.headers }, { emailIndex: index }, [
    selectFailures(db, [buckets.own, buckets.strangers]),
  ]);
  const strangers = failuresFrom(work.more[0], buckets.strangers);
  const free = device ? freeTries.account : freeTriesAt(strangers);
  const pauses = [
    pausedUntil(failuresFrom(work.more[0], buckets.own), free),
    device ? undefined : await networkPausedUntil(addressOf(c), receivedAt),
  ];
  const pause = Math.max(...pauses.map((until) => (until ? until.getTime() - receivedAt.getTime() : 0)));
  if (pause > 0) return pausedAnswer(pause);
  const ran = await work.run((api) =>
    api.signInEmail({
      body: { email: engineAddress(record.email), password: record.password },
      returnHeaders: true,
    }),
  );
  if ("refused" in ran) return refused(c, work, { ...buckets, isKnown: device !== undefined }, ran.refused);
  const next = ownPath(c.req.query("next")) ?? `/${ticket.language}/account/`;
  if ("twoFactorRedirect" in ran.answer) return secondStepAnswer(c, work, ran, { to: next });
  return signedInAnswer(c, work, ran, { userId: ran.answer.user.id, index, isFirst: false, to: next });
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
  await countNetworkFailure(addressOf(c), failed.at);
  await db.batch([
    countFailure(db, own, failed.at),
    ...(isKnown ? [] : [countFailure(db, strangers, failed.at)]),
    ...(user ? [await insertSignIn(db, await keyRing(c.env), user.id, failed)] : []),
  ]);
  return { notice: (t) => t.notices.accounts.signIn.wrong };
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
