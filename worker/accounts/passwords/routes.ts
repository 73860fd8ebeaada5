import organization from "../../../content/organization.yaml";
import type { Refusal } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import { isFirst } from "../../mail/share.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { showPage } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { hashOf } from "../../web/sha256.ts";
import { deleteWaitingAddress } from "../address/addresses.ts";
import { emailOf } from "../engine/engine-address.ts";
import { clearAccountFailures, clearFailures } from "../engine/failures.ts";
import { countRecentVerifications, hasVerification } from "../engine/verifications.ts";
import { startWork } from "../engine/work.ts";
import { accountForm, linkUsed, type Sent } from "../form/account-form.ts";
import { whoIsSignedIn } from "../sessions/guard.ts";
import { accountBucket, knowDevice } from "../sign-in/signing-in.ts";
import { passwordMistake } from "./choosing.ts";
import { type Forgotten, forgotForm, forgotPage, type Reset, resetForm, resetPage } from "./forms.ts";
import { passwordChangedLetter, resetLetter } from "./letters.ts";

/**
 * How many links for a new password one account gets by mail in an hour. What is beyond `together` is for networks that
 * have asked for none, so that nobody who asks in the owner's name keeps the owner waiting.
 */
const maxLinksPerHour = { together: 3, withFirsts: 12 };

export const passwordRoutes = router()
  .route("/", accountForm({ form: forgotForm, page: forgotPage, load: nothing, submit: mailLink }))
  .get(`/${lang}/forgot-password/sent/`, (c) => showPage(c))
  // Password managers look here (https://www.w3.org/TR/change-password-url/).
  .get("/.well-known/change-password", async (c) => {
    const page = (await whoIsSignedIn(c)) ? "account/security/password" : "forgot-password";
    return c.redirect(`/${organization.languages[0]}/${page}/`, 302);
  })
  .route(
    "/",
    accountForm({
      form: resetForm,
      page: resetPage,
      path: "reset/:token{[A-Za-z0-9]{24}}/",
      load: async (c) => {
        const identifier = await identifierOf(c);
        return (await hasVerification(c.env.DB, identifier, now(c.env))) ? undefined : linkUsed(c);
      },
      submit: reset,
    }),
  )
  .get(`/${lang}/reset/*`, linkUsed);

/** Answers the same with or without an account; only its owner gets mail. */
async function mailLink(c: AppContext, { record, ticket, receivedAt }: Sent<Forgotten>): Promise<Response> {
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const index = await emailIndex(ring, record.email);
  const hourAgo = new Date(receivedAt.getTime() - 60 * 60_000);
  const work = await startWork({ env: c.env, headers: c.req.raw.headers }, { emailIndex: index }, [
    countRecentVerifications(db, index, hourAgo),
  ]);
  const [user] = work.rows.user;
  const recent = Number((work.more[0]?.results[0] as { recent?: number } | undefined)?.recent ?? 0);
  const isOwners = await isFirst(c, "reset", record.email, receivedAt);
  if (user?.emailVerified && recent < (isOwners ? maxLinksPerHour.withFirsts : maxLinksPerHour.together))
    await work.run((api) =>
      api.requestPasswordReset({ body: { email: String(user.email) }, returnHeaders: true }),
    );
  const context = { organization, origin: c.env.ORIGIN, language: work.language };
  const mail =
    work.resetToken === undefined
      ? []
      : [asMail(`reset/${crypto.randomUUID()}`, emailOf(user), resetLetter(work.resetToken, context))];
  const queued = await Promise.all(mail.map((one) => queueMail(db, ring, one, receivedAt)));
  // One batch for an unknown address too, so that timing reveals nothing.
  await db.batch([...(await work.changes()), ...queued, clearFailures(db, "nobody")]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${ticket.language}/forgot-password/sent/`, 303);
}

/** Sets the password, signs every device out and makes this one known, so that nobody can slow its owner down. */
async function reset(
  c: AppContext,
  { record, ticket, receivedAt }: Sent<Reset>,
): Promise<Response | Refusal> {
  const db = c.env.DB;
  const work = await startWork(
    { env: c.env, headers: c.req.raw.headers },
    { identifiers: [await identifierOf(c)] },
  );
  const [user] = work.rows.user;
  if (!user) return linkUsed(c);
  const mistake = await passwordMistake(record.password, [String(user.name), emailOf(user)]);
  if (mistake) return { mistakes: [{ field: "password", message: mistake }] };
  const token = c.req.param("token") ?? "";
  const ran = await work.run((api) =>
    api.resetPassword({ body: { newPassword: record.password, token }, returnHeaders: true }),
  );
  if ("refused" in ran) return linkUsed(c);
  const ring = await keyRing(c.env);
  const index = await emailIndex(ring, emailOf(user));
  const letter = passwordChangedLetter({ organization, origin: c.env.ORIGIN, language: work.language });
  const mail = asMail(`password/${crypto.randomUUID()}`, emailOf(user), letter);
  await db.batch([
    ...(await work.changes()),
    clearAccountFailures(db, await accountBucket(index)),
    // Whoever asked for another address may be whoever stole the password.
    deleteWaitingAddress(db, user.id),
    await queueMail(db, ring, mail, receivedAt),
  ]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  await knowDevice(c, index);
  return c.redirect(`/${ticket.language}/sign-in/`, 303);
}

function identifierOf(c: AppContext): Promise<string> {
  return hashOf(`reset-password:${c.req.param("token")}`);
}
