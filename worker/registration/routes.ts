import { Hono } from "hono";
import organization from "../../content/organization.yaml";
import { updateDetails, updateRegistration } from "../accounts/store.ts";
import { hashOf } from "../auth/core.ts";
import { linkUsed, type Refusal } from "../auth/form-pages.ts";
import { accountForm, type Sent } from "../auth/form-routes.ts";
import { startWork, type Work } from "../auth/work.ts";
import { consentsOf } from "../consents/core.ts";
import { insertConsents } from "../consents/store.ts";
import { bytesOf } from "../encoding/core.ts";
import { referenceFrom } from "../forms/ticket.ts";
import { asMail } from "../mail/core.ts";
import { deliverAfterwards } from "../mail/delivery.ts";
import { queueMail } from "../mail/store.ts";
import { passwordMistake } from "../passwords/choosing.ts";
import { emailIndex } from "../vault/core.ts";
import { keyRing } from "../vault/ring.ts";
import { insertVerification } from "../verifications/store.ts";
import { type AppContext, type AppEnv, lang } from "../web/app.ts";
import { showPage } from "../web/page.ts";
import { knownAddressLetter, registrationLetter, verificationLifetime } from "./core.ts";
import { type Registration, registrationForm } from "./schema.ts";
import { verificationPage } from "./verification.ts";

export const registrationRoutes = new Hono<AppEnv>()
  .route("/", accountForm({ form: registrationForm, submit: register }))
  .get(`/${lang}/register/sent/`, (c) => showPage(c))
  .route("/", verificationPage)
  .get(`/${lang}/verify/*`, linkUsed);

/** Does the same work and gives the same answer for a known and for an unknown address; only the mail differs. */
async function register(c: AppContext, sent: Sent<Registration>): Promise<Response | Refusal> {
  const { record, ticket } = sent;
  const mistake = await passwordMistake(record.password, [record.name, record.email, record.phone]);
  if (mistake) return { mistakes: [{ field: "password", message: mistake }] };
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const work = await startWork(asker(c), { emailIndex: await emailIndex(ring, record.email) });
  const [known] = work.rows.user;
  const isOpen = known?.emailVerified === true;
  // An account that nobody has confirmed gives way, here and in the database.
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

/** What a new account stores. The same form sent again opens the same account, and its link stays the same. */
async function opening(c: AppContext, work: Work, sent: Sent<Registration>): Promise<D1PreparedStatement[]> {
  const { record, ticket, receivedAt, key } = sent;
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const userId = referenceFrom("U", bytesOf(key));
  for (const row of work.rows.user) row.id = userId;
  for (const row of work.rows.account) Object.assign(row, { userId, accountId: userId });
  const { commitments } = c.get("policy");
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
