import { deleteCookie } from "hono/cookie";
import organization from "../../../content/organization.yaml";
import type { Refusal } from "../../forms/receiving/again.ts";
import { heldOf } from "../../lifetimes/held-erasures.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import { keyRing } from "../../vault/ring.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { isLastOwner } from "../engine/last-owner.ts";
import { sessionCookie } from "../engine/signed-in.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { setEraseAt } from "../engine/users.ts";
import { accountForm, type Sent } from "../form/account-form.ts";
import { passwordAgain } from "../form/password-again.ts";
import { deviceCookie } from "../sign-in/sign-in.ts";
import { eraseClient, undoMs } from "./erasing.ts";
import { type Deletion, deletionForm, deletionPage } from "./form.ts";
import { deletionLetter } from "./letter.ts";

/** Asks for the erasure, takes it back, or erases at once. */
export const deletionRoutes = accountForm({
  form: deletionForm,
  page: deletionPage,
  load: async (c) => ({ at: now(c.env) }),
  submit: requestDeletion,
}).post(`/${lang}/account/delete/undo/`, async (c) => {
  await setEraseAt(c.env.DB, signedInOf(c).userId, null).run();
  return c.redirect(`/${c.req.param("lang")}/account/?done=kept`, 303);
});

async function requestDeletion(c: AppContext, sent: Sent<Deletion>): Promise<Response | Refusal> {
  const { record, ticket, receivedAt } = sent;
  const again = await passwordAgain(c, record.password);
  if (!("work" in again)) return again;
  const who = signedInOf(c);
  if (await isLastOwner(c.env.DB, who.userId))
    return { mistakes: [{ field: "when", message: (t) => t.fields.account.deletion.lastOwner }] };
  if (record.when === "now") {
    const kept = await heldOf(c.env.DB, who);
    await eraseClient(c.env, who);
    for (const name of [sessionCookie, deviceCookie]) deleteCookie(c, name, { path: "/", secure: true });
    c.header("clear-site-data", '"cache", "cookies", "storage"');
    return c.redirect(`/${ticket.language}/erased/${kept === "told" ? "?kept=law" : ""}`, 303);
  }
  const db = c.env.DB;
  const eraseAt = new Date(receivedAt.getTime() + undoMs);
  const context = { organization, origin: c.env.ORIGIN, language: ticket.language };
  const mail = asMail(`deletion/${sent.key.slice(0, 16)}`, who.email, deletionLetter(eraseAt, context));
  await db.batch([
    setEraseAt(db, who.userId, eraseAt),
    await queueMail(db, await keyRing(c.env), mail, receivedAt),
  ]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${ticket.language}/account/delete/`, 303);
}
