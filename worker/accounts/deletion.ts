import { deleteCookie } from "hono/cookie";
import organization from "../../content/organization.yaml";
import type { Refusal } from "../auth/form-pages.ts";
import { accountForm, type Sent } from "../auth/form-routes.ts";
import { sessionCookie } from "../auth/schema.ts";
import { asMail } from "../mail/core.ts";
import { deliverAfterwards } from "../mail/delivery.ts";
import { queueMail } from "../mail/store.ts";
import { passwordAgain } from "../signins/again.ts";
import { deviceCookie } from "../signins/schema.ts";
import { keyRing } from "../vault/ring.ts";
import { type AppContext, lang } from "../web/app.ts";
import { now } from "../web/clock.ts";
import { deletionLetter } from "./core.ts";
import { eraseClient, undoMs } from "./erasure.ts";
import { signedInOf } from "./pages.ts";
import { type Deletion, deletionForm } from "./schema.ts";
import { setEraseAt } from "./store.ts";

/** Asks for the erasure, takes it back, or erases at once. */
export const deletionPage = accountForm({
  form: deletionForm,
  open: async (c) => {
    c.set("at", now(c.env));
    return undefined;
  },
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
  if (record.when === "now") {
    await eraseClient(c.env, who);
    for (const name of [sessionCookie, deviceCookie]) deleteCookie(c, name, { path: "/", secure: true });
    c.header("clear-site-data", '"cache", "cookies", "storage"');
    return c.redirect(`/${ticket.language}/erased/`, 303);
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
