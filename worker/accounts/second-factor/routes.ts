import { Hono } from "hono";
import { emptyForm, type Refusal } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import type { AppContext, AppEnv } from "../../web/app.ts";
import { show } from "../../web/page.ts";
import { engineAddress } from "../engine/engine-address.ts";
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
  recoveryCodesForm,
  recoveryCodesPage,
  twoFactorForm,
  twoFactorPage,
} from "./forms.ts";

/** The second step of whoever is signed in: on, confirmed, off. Each change brings a new session token. */
export const twoFactorRoutes = new Hono<AppEnv>()
  .route("/", accountForm({ form: twoFactorForm, page: twoFactorPage, load: nothing, submit: turn }))
  .route(
    "/",
    accountForm({ form: confirmTwoFactorForm, page: confirmTwoFactorPage, load: nothing, submit: confirm }),
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

async function turn(c: AppContext, { record, ticket }: Sent<Asked>): Promise<Response | Refusal> {
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
    return stored(c, work, off, `/${ticket.language}/account/security/?done=two-factor-off`);
  }
  const on = await work.run((api, headers) =>
    api.enableTwoFactor({ body: { password, method: "totp" }, headers, returnHeaders: true }),
  );
  if ("refused" in on || on.answer.method !== "totp") throw new Error("the second step was refused");
  await c.env.DB.batch(await work.changes());
  const { totpURI, backupCodes } = on.answer;
  const secret = new URL(totpURI).searchParams.get("secret") ?? "";
  // The app names the account by its address, not by what the engine calls it.
  const [known, real] = [engineAddress(who.email), who.email].map(encodeURIComponent) as [string, string];
  return show(c, confirmTwoFactorPage, {
    filled: await emptyForm(c, confirmTwoFactorForm),
    besides: { secret, address: totpURI.replace(known, real), recoveryCodes: backupCodes },
  });
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
  return stored(c, work, ran, `/${ticket.language}/account/security/?done=two-factor-on`, used);
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
  if ("refused" in ran) throw new Error(`new recovery codes were refused: ${ran.refused}`);
  await c.env.DB.batch(await work.changes());
  const filled = await emptyForm(c, recoveryCodesForm);
  return show(c, recoveryCodesPage, { filled, besides: ran.answer.backupCodes });
}

async function stored(
  c: AppContext,
  work: Work,
  ran: Ran<unknown>,
  to: string,
  more: readonly D1PreparedStatement[] = [],
): Promise<Response> {
  if ("refused" in ran) throw new Error(`the second step was refused: ${ran.refused}`);
  await c.env.DB.batch([...(await work.changes()), ...more]);
  for (const cookie of ran.cookies) c.header("set-cookie", cookie, { append: true });
  return c.redirect(to, 303);
}
