import { Hono } from "hono";
import organization from "../../../content/organization.yaml";
import { insertConsents } from "../../forms/consents/consents.ts";
import { consentsOf } from "../../forms/consents/giving.ts";
import { referenceFrom } from "../../forms/form/ticket.ts";
import type { Refusal } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import { type AppContext, type AppEnv, lang } from "../../web/app.ts";
import { bytesOf } from "../../web/base64url.ts";
import { showPage } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { hashOf } from "../../web/sha256.ts";
import { updateDetails, updateRegistration } from "../engine/users.ts";
import { insertVerification } from "../engine/verifications.ts";
import { startWork, type Work } from "../engine/work.ts";
import { accountForm, linkUsed, type Sent } from "../form/account-form.ts";
import { passwordMistake } from "../passwords/choosing.ts";
import { type Registration, registrationForm, registrationPage } from "./forms.ts";
import { knownAddressLetter, registrationLetter, verificationLifetime } from "./letters.ts";
import { verificationRoutes } from "./verification.ts";

export const registrationRoutes = new Hono<AppEnv>()
  .route(
    "/",
    accountForm({ form: registrationForm, page: registrationPage, load: nothing, submit: register }),
  )
  .get(`/${lang}/register/sent/`, (c) => showPage(c))
  .route("/", verificationRoutes)
  .get(`/${lang}/verify/*`, linkUsed);

/** Does the same work and gives the same answer for known and unknown addresses. Only the mail differs. */
async function register(c: AppContext, sent: Sent<Registration>): Promise<Response | Refusal> {
  const { record, ticket } = sent;
  const mistake = await passwordMistake(record.password, [record.name, record.email, record.phone]);
  if (mistake) return { mistakes: [{ field: "password", message: mistake }] };
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const work = await startWork(asker(c), { emailIndex: await emailIndex(ring, record.email) });
  const [known] = work.rows.user;
  const isOpen = known?.emailVerified === true;
  // An unconfirmed account gives way, here and in the database.
  if (!isOpen) work.forget();
  const ran = await work.run((api) =>
    api.signUpEmail({
      body: { name: record.name, email: record.email.toLowerCase(), password: record.password },
      returnHeaders: true,
    }),
  );
  if ("refused" in ran) throw new Error(`registration was refused: ${ran.refused}`);
  const language = isOpen ? work.language : ticket.language;
  const context = { organization, origin: c.env.ORIGIN, language };
  const opened = isOpen ? [] : await opening(c, work, sent);
  const letter = isOpen ? knownAddressLetter(context) : registrationLetter(sent.key, context);
  const mail = asMail(`registration/${sent.key.slice(0, 16)}`, record.email, letter);
  await db.batch([...opened, await queueMail(db, ring, mail, sent.receivedAt, "limited")]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${ticket.language}/register/sent/`, 303);
}

/** What a new account stores. The same form sent again opens the same account, with the same link. */
async function opening(c: AppContext, work: Work, sent: Sent<Registration>): Promise<D1PreparedStatement[]> {
  const { record, ticket, receivedAt, key } = sent;
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const userId = referenceFrom("U", bytesOf(key));
  for (const row of work.rows.user) row.id = userId;
  for (const row of work.rows.account) Object.assign(row, { userId, accountId: userId });
  const { commitments } = provided(c, policyInForce);
  const consents = await consentsOf(registrationForm, { ...record }, ticket, commitments, {
    subject: userId,
    controller: organization,
    recordedAt: receivedAt,
  });
  const expiresAt = new Date(receivedAt.getTime() + verificationLifetime);
  const proof = { id: crypto.randomUUID(), identifier: await hashOf(`verify:${key}`), value: userId };
  return [
    ...(await work.changes()),
    await updateDetails(db, ring, userId, record, receivedAt),
    updateRegistration(db, userId, ticket.language, record.age === "with-guardian"),
    insertVerification(db, proof, receivedAt.toISOString(), expiresAt.toISOString()),
    ...insertConsents(db, consents),
  ];
}

function asker(c: AppContext) {
  return { env: c.env, headers: c.req.raw.headers };
}
