import organization from "../../../content/organization.yaml";
import type { Refusal } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { moveSubmissions } from "../../lifetimes/erasures.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { asMail } from "../../mail/letter.ts";
import type { LetterContext } from "../../mail/mail.ts";
import { moveMail, queueMail } from "../../mail/outbox.ts";
import { strangersQueueing } from "../../mail/share.ts";
import { toStranger } from "../../mail/stranger.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex, unseal } from "../../vault/sealing.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { daysAfter } from "../../web/days.ts";
import { comparable } from "../../web/email-address.ts";
import { router } from "../../web/router.ts";
import { hashOf } from "../../web/sha256.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { deleteUnconfirmed } from "../engine/stored-rows.ts";
import { accountForm, linkUsed, type Sent } from "../form/account-form.ts";
import { passwordAgain } from "../form/password-again.ts";
import { deleteSessions } from "../sessions/sessions.ts";
import {
  deleteWaitingAddress,
  findWaitingAddress,
  insertFormerAddress,
  insertWaitingAddress,
  isTaken,
  updateAddress,
  type WaitingAddress,
} from "./addresses.ts";
import {
  confirmAddressForm,
  confirmAddressPage,
  type NewAddress,
  newAddressForm,
  newAddressPage,
} from "./forms.ts";
import { addressLeavesLetter, newAddressLetter, takenAddressLetter } from "./letters.ts";

/** Within the account: asking for another address. */
export const newAddressRoutes = accountForm({
  form: newAddressForm,
  page: newAddressPage,
  load: nothing,
  submit: ask,
});

/** Behind the mailed link, for the reader of the new address. */
export const addressRoutes = router()
  .route(
    "/",
    accountForm({
      form: confirmAddressForm,
      page: confirmAddressPage,
      path: "new-address/:token{[\\w-]{43}}/",
      load: async (c) => ((await waitingFor(c)) ? undefined : linkUsed(c)),
      submit: confirm,
    }),
  )
  .get(`/${lang}/new-address/*`, linkUsed);

/** Tells both addresses. Only its owner learns whether the new one has an account. */
async function ask(c: AppContext, sent: Sent<NewAddress>): Promise<Response | Refusal> {
  const { record, ticket, receivedAt, key } = sent;
  const again = await passwordAgain(c, record.password);
  if (!("work" in again)) return again;
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const who = signedInOf(c);
  const context = { organization, origin: c.env.ORIGIN, language: ticket.language };
  const taken = await isTaken(db, await emailIndex(ring, record.email));
  const expiresAt = daysAfter(receivedAt, 1);
  const waiting = await insertWaitingAddress(
    db,
    ring,
    await hashOf(key),
    who.userId,
    comparable(record.email),
    expiresAt,
  );
  // The id names the account, so that an erasure finds mail to the address it does not have yet.
  const id = `address/${who.userId}/${key.slice(0, 16)}`;
  const write = ({ token, ...facts }: LetterContext & { token: string }) =>
    taken ? takenAddressLetter(facts) : newAddressLetter(token, facts);
  const toNew = toStranger("address", id, record.email, write, { ...context, token: key });
  await db.batch([
    ...(taken ? [] : waiting),
    await queueMail(db, ring, toNew, receivedAt, await strangersQueueing(c, toNew, receivedAt)),
    await queueMail(db, ring, asMail(`${id}/old`, who.email, addressLeavesLetter(context)), receivedAt),
  ]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${ticket.language}/account/security/?done=email`, 303);
}

/** The new address takes effect, and every device has to sign in with it. */
async function confirm(c: AppContext, { ticket, receivedAt }: Sent<unknown>): Promise<Response> {
  const waiting = await waitingFor(c);
  if (!waiting) return linkUsed(c);
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const place = { table: "waiting_addresses", column: "sealed_email", row: waiting.id };
  const email = await unseal(ring, place, waiting.sealed_email);
  // Somebody may have registered the address since; whoever came first keeps it.
  const index = await emailIndex(ring, email);
  if (await isTaken(db, index)) return linkUsed(c);
  const { user_id, email_index: former } = waiting;
  const until = receivedAt.toISOString();
  await db.batch([
    // What was sent with the old address moves along; what its next owner sends with it is theirs.
    moveSubmissions(db, former, index, until),
    moveMail(db, former, index, until),
    deleteUnconfirmed(db, index),
    insertFormerAddress(db, user_id, former, receivedAt),
    await updateAddress(db, ring, user_id, email, receivedAt),
    deleteWaitingAddress(db, user_id),
    deleteSessions(db, user_id),
  ]);
  return c.redirect(`/${ticket.language}/sign-in/`, 303);
}

async function waitingFor(c: AppContext): Promise<WaitingAddress | undefined> {
  return findWaitingAddress(c.env.DB, await hashOf(c.req.param("token") ?? ""), now(c.env));
}
