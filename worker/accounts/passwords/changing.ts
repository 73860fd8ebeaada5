import organization from "../../../content/organization.yaml";
import type { Refusal } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { Fault } from "../../web/fault.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { accountForm, type Sent } from "../form/account-form.ts";
import { passwordAgain } from "../form/password-again.ts";
import { passwordMistake } from "./choosing.ts";
import { type Changed, changePasswordForm, changePasswordPage } from "./forms.ts";
import { passwordChangedLetter } from "./letters.ts";

/** Changes the password. Other devices are signed out, and this one gets a new token. */
export const changePasswordRoutes = accountForm({
  form: changePasswordForm,
  page: changePasswordPage,
  load: nothing,
  submit: change,
});

async function change(c: AppContext, sent: Sent<Changed>): Promise<Response | Refusal> {
  const { record, ticket, receivedAt } = sent;
  const again = await passwordAgain(c, record.current, "current");
  if (!("work" in again)) return again;
  const { work } = again;
  const who = signedInOf(c);
  const mistake = await passwordMistake(record.password, [who.name, who.email]);
  if (mistake) return { mistakes: [{ field: "password", message: mistake }] };
  const body = {
    currentPassword: record.current,
    newPassword: record.password,
    revokeOtherSessions: true,
  };
  const ran = await work.run((api, headers) => api.changePassword({ body, headers, returnHeaders: true }));
  if ("refused" in ran) throw new Fault(`changing the password was refused: ${ran.refused}`);
  const db = c.env.DB;
  const letter = passwordChangedLetter({ organization, origin: c.env.ORIGIN, language: ticket.language });
  const mail = asMail(`password/${crypto.randomUUID()}`, who.email, letter);
  await db.batch([...(await work.changes()), await queueMail(db, await keyRing(c.env), mail, receivedAt)]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  for (const cookie of ran.cookies) c.header("set-cookie", cookie, { append: true });
  return c.redirect(`/${ticket.language}/account/security/?done=password`, 303);
}
