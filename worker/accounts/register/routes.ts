import organization from "../../../content/organization.yaml";
import { needsGuardian } from "../../forms/form/age.ts";
import { askGuardian } from "../../forms/minors/asking.ts";
import type { Refusal } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { queueMail } from "../../mail/outbox.ts";
import { strangersQueueing } from "../../mail/share.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { Fault } from "../../web/fault.ts";
import { showPage } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { engineAddress } from "../engine/engine-address.ts";
import { startWork, type Work } from "../engine/work.ts";
import { accountForm, linkUsed, type Sent } from "../form/account-form.ts";
import { passwordMistake } from "../passwords/choosing.ts";
import { type Registration, registrationForm, registrationPage } from "./forms.ts";
import { accountIdOf, registrationMail } from "./letters.ts";
import { opening } from "./opening.ts";
import { verificationRoutes } from "./verification.ts";

export const registrationRoutes = router()
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
  if (needsGuardian(record)) return ask(c, sent);
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const work = await startWork(asker(c), { emailIndex: await emailIndex(ring, record.email) });
  const [known] = work.rows.user;
  const isOpen = known?.emailVerified === true;
  // An unconfirmed account gives way, here and in the database.
  if (!isOpen) work.forget();
  const ran = await work.run((api) =>
    api.signUpEmail({
      body: { name: record.name, email: engineAddress(record.email), password: record.password },
      returnHeaders: true,
    }),
  );
  if ("refused" in ran) throw new Fault(`registration was refused: ${ran.refused}`);
  const language = isOpen ? work.language : ticket.language;
  const context = { organization, origin: c.env.ORIGIN, language };
  const opened = isOpen ? [] : await openingOf(c, work, sent);
  const mail = registrationMail(record.email, sent.key, isOpen, context);
  const queueing = await strangersQueueing(c, mail, sent.receivedAt);
  await db.batch([...opened, await queueMail(db, ring, mail, sent.receivedAt, queueing)]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${ticket.language}/register/sent/`, 303);
}

/** What a new account stores. The same form sent again opens the same account, with the same link. */
async function openingOf(
  c: AppContext,
  work: Work,
  sent: Sent<Registration>,
): Promise<D1PreparedStatement[]> {
  const { record, ticket, receivedAt, key } = sent;
  const userId = accountIdOf(key);
  for (const row of work.rows.user) row.id = userId;
  for (const row of work.rows.account) Object.assign(row, { userId, accountId: userId });
  return [
    ...(await work.changes()),
    ...(await opening(c, { details: record, values: record, ticket, key, openedAt: receivedAt })),
  ];
}

/**
 * Locks the registration for the guardian's link. The account is not there before, and the same happens whether the
 * address has one.
 */
async function ask(c: AppContext, { record, values, ticket, key, receivedAt }: Sent<Registration>) {
  const { password, ...details } = record;
  const { language, policyVersion } = ticket;
  const reference = accountIdOf(key);
  const { hashCostIn, hashPassword } = await import("../engine/hashing.ts");
  const more = { key, passwordHash: await hashPassword(password, hashCostIn(c.env)) };
  await askGuardian(c.env, {
    form: "register",
    content: { values: { ...values, ...details, password: "" }, ticket, more },
    guardian: record.guardian,
    context: { organization, origin: c.env.ORIGIN, language, reference, policyVersion },
    askedAt: receivedAt,
    queueing: await strangersQueueing(c, { kind: "guardian", to: record.guardian }, receivedAt),
  });
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${language}/sent/${reference}/`, 303);
}

function asker(c: AppContext) {
  return { env: c.env, headers: c.req.raw.headers };
}
