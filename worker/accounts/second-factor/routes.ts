import organization from "../../../content/organization.yaml";
import { emptyForm, type Refusal } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { Fault } from "../../web/fault.ts";
import { show } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import type { Ran, Work } from "../engine/work.ts";
import { accountForm, type Sent } from "../form/account-form.ts";
import { ownWork, passwordAgain } from "../form/password-again.ts";
import { useCode } from "./codes.ts";
import {
  type Asked,
  type Confirmed,
  confirmTwoFactorForm,
  confirmTwoFactorPage,
  type NewSecondFactor,
  recoveryCodesForm,
  recoveryCodesPage,
  twoFactorForm,
  twoFactorPage,
} from "./forms.ts";
import { secondStepLetter } from "./letters.ts";
import { pendingFactor } from "./pending.ts";

/** The second step of whoever is signed in: on, confirmed, off. Each change brings a new session token. */
export const twoFactorRoutes = router()
  .route("/", accountForm({ form: twoFactorForm, page: twoFactorPage, load: nothing, submit: turn }))
  .route(
    "/",
    accountForm({ form: confirmTwoFactorForm, page: confirmTwoFactorPage, load: toConfirm, submit: confirm }),
  )
  .route(
    "/",
    accountForm({
      form: recoveryCodesForm,
      page: recoveryCodesPage,
      load: nothing,
      submit: renewRecoveryCodes,
    }),
  );

async function turn(c: AppContext, { record, ticket, receivedAt }: Sent<Asked>): Promise<Response | Refusal> {
  const again = await passwordAgain(c, record.password);
  if (!("work" in again)) return again;
  const { work } = again;
  const who = signedInOf(c);
  const { password } = record;
  if (who.twoFactor) {
    if (who.role !== "client") return { notice: (t) => t.notices.accounts.secondStep.ofStaff };
    const off = await work.run((api, headers) =>
      api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
    );
    return stored(c, work, off, { isOn: false, ticket, at: receivedAt });
  }
  const on = await work.run((api, headers) =>
    api.enableTwoFactor({ body: { password, method: "totp" }, headers, returnHeaders: true }),
  );
  if ("refused" in on) throw new Fault("the second step was refused");
  await c.env.DB.batch(await work.changes());
  return show(c, confirmTwoFactorPage, {
    filled: await emptyForm(c, confirmTwoFactorForm),
    besides: await pendingFactor(c.env, who),
  });
}

/** The key and the codes of what waits to be turned on. Nobody gets the form without them, but the one that begins. */
async function toConfirm(c: AppContext): Promise<NewSecondFactor | undefined | Response> {
  const pending = await pendingFactor(c.env, signedInOf(c));
  if (pending || c.req.method === "POST") return pending;
  return show(c, twoFactorPage, { filled: await emptyForm(c, twoFactorForm), besides: undefined });
}

async function confirm(
  c: AppContext,
  { record, ticket, receivedAt }: Sent<Confirmed>,
): Promise<Response | Refusal> {
  const work = await ownWork(c);
  const ran = await work.run((api, headers) =>
    api.verifyTOTP({ body: { code: record.code }, headers, returnHeaders: true }),
  );
  if ("refused" in ran)
    return { mistakes: [{ field: "code", message: (t) => t.fields.account.code.notRight }] };
  const used = await useCode(c.env.DB, work, record.code, receivedAt);
  return stored(c, work, ran, { isOn: true, ticket, at: receivedAt }, used);
}

/** Makes new recovery codes and shows them once. Without a second step there is nothing to recover. */
async function renewRecoveryCodes(
  c: AppContext,
  { record, ticket }: Sent<Asked>,
): Promise<Response | Refusal> {
  if (!signedInOf(c).twoFactor) return c.redirect(`/${ticket.language}/account/security/two-factor/`, 303);
  const again = await passwordAgain(c, record.password);
  if (!("work" in again)) return again;
  const { work } = again;
  const { password } = record;
  const ran = await work.run((api, headers) =>
    api.generateBackupCodes({ body: { password }, headers, returnHeaders: true }),
  );
  if ("refused" in ran) throw new Fault(`new recovery codes were refused: ${ran.refused}`);
  await c.env.DB.batch(await work.changes());
  const filled = await emptyForm(c, recoveryCodesForm);
  return show(c, recoveryCodesPage, { filled, besides: ran.answer.backupCodes });
}

/** Stores that it was turned on or off, tells the owner by mail, and goes back to the page of security. */
async function stored(
  c: AppContext,
  work: Work,
  ran: Ran<unknown>,
  { isOn, ticket: { language }, at }: { isOn: boolean; ticket: Sent<unknown>["ticket"]; at: Date },
  more: readonly D1PreparedStatement[] = [],
): Promise<Response> {
  if ("refused" in ran) throw new Fault(`the second step was refused: ${ran.refused}`);
  const db = c.env.DB;
  const letter = secondStepLetter(isOn, { organization, origin: c.env.ORIGIN, language });
  const mail = asMail(`second-step/${crypto.randomUUID()}`, signedInOf(c).email, letter);
  await db.batch([...(await work.changes()), ...more, await queueMail(db, await keyRing(c.env), mail, at)]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  for (const cookie of ran.cookies) c.header("set-cookie", cookie, { append: true });
  return c.redirect(`/${language}/account/security/?done=two-factor-${isOn ? "on" : "off"}`, 303);
}
