import type { LinkAction } from "../../forms/confirm-links/action.ts";
import { confirmConsents, withdrawConsents } from "../../forms/consents/following.ts";
import { type Acceptance, publicForm } from "../../forms/intake/routes.ts";
import { deleteSubmissions } from "../../forms/intake/submissions.ts";
import { endOfPeriod } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import { deleteMailAboutEach } from "../../mail/ended.ts";
import { cancelMail } from "../../mail/unsent.ts";
import { versionInForce } from "../../policy/versions/history.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { versions } from "../../policy/versions/lock.ts";
import { textsIn } from "../../texts/texts.ts";
import { keyRing } from "../../vault/ring.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { isFromHere } from "../../web/guards.ts";
import type { Language } from "../../web/organization.ts";
import { show, showProblem } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { router } from "../../web/router.ts";
import { hashOf } from "../../web/sha256.ts";
import { deleteSubscriptions } from "./ended.ts";
import {
  type List,
  type NewsletterRequest,
  newsletterForm,
  newsletterPage,
  oneClick,
  unsubscribePage,
} from "./form.ts";
import { mailConfirmed, mailToConfirm } from "./letters.ts";
import { type NoticesRequest, noticesForm, noticesPage } from "./notices.ts";
import { type FoundReader, findReader } from "./readers.ts";
import { askFor, askForNewsletter, unsubscribeAddress } from "./subscribing.ts";
import {
  confirmSubscription,
  endSubscriptions,
  findSubscription,
  unconfirmedAmong,
} from "./subscriptions.ts";

/** What the mailed link of a subscription to a list does. */
export const linksOf = (list: List): LinkAction => ({
  async confirm(env, reference, context, at) {
    const reading = findSubscription(env.DB, await keyRing(env), reference);
    const reader = await reading;
    if (!reader) return undefined;
    const mail = mailConfirmed(reader, unsubscribeAddress(env, reader), context);
    const given = await confirmConsents(env, reference, at);
    return { statements: [...confirmSubscription(env.DB, reference, at), ...given], mails: [mail] };
  },
  async remind(env, reference, address, context) {
    const found = await findSubscription(env.DB, await keyRing(env), reference);
    return found && mailToConfirm(`${reference}/${list}`, found.email, address, context, list);
  },
  async abandon(env, references, at) {
    const db = env.DB;
    const unconfirmed = await unconfirmedAmong(db, references);
    const keptUntil = endOfPeriod(periodKept("consent", versionInForce(versions, at)?.commitments), at);
    return [
      deleteSubscriptions(db, unconfirmed),
      ...(await withdrawConsents(
        env,
        unconfirmed.map((subject) => ({ subject, purpose: list })),
        { method: "not-confirmed", recordedAt: at, keptUntil },
      )),
      deleteSubmissions(db, list, unconfirmed),
      deleteMailAboutEach(
        db,
        unconfirmed.map((reference) => `${reference}/${list}`),
      ),
    ];
  },
});

export const newsletterAcceptance: Acceptance<NewsletterRequest> = {
  form: newsletterForm,
  page: newsletterPage,
  letter: "N",
  take: (env, ring, { record, receivedAt, context }) =>
    askForNewsletter(env, ring, record, context, receivedAt),
};

export const noticesAcceptance: Acceptance<NoticesRequest> = {
  form: noticesForm,
  page: noticesPage,
  letter: "C",
  take: (env, ring, { record, receivedAt, context }) =>
    askFor("policy-changes", env, ring, record.email, context, receivedAt),
};

/** The forms of the newsletter and of notices, and the page that every mail to their readers links to. */
export const newsletterRoutes = router()
  .route("/", publicForm(newsletterAcceptance))
  .route("/", publicForm(noticesAcceptance))
  .get(`/${lang}/unsubscribe/:token/`, async (c) => {
    const reader = await readerOf(c);
    if (!reader) return showUnknown(c);
    return show(c, unsubscribePage, { state: reader.isSubscribed ? "asked" : "done", list: reader.list });
  })
  // Mail programs post here by themselves (RFC 8058), so this is the one address that takes posts from anywhere.
  .post(`/${lang}/unsubscribe/:token/`, async (c) => {
    if (!(await asksForOneClick(c))) return showProblem(c, 400);
    const reader = await readerOf(c);
    if (!reader) return showUnknown(c);
    await unsubscribe(c, reader);
    if (!isFromHere(c))
      return c.text(`${textsIn(c.req.param("lang") as Language).notices.newsletter.unsubscribed}\n`);
    return show(c, unsubscribePage, { state: "done", list: reader.list });
  });

async function asksForOneClick(c: AppContext): Promise<boolean> {
  const { [oneClick.name]: said } = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>);
  return said === oneClick.value;
}

/** An unsubscribe link that we never mailed, or whose subscription has been erased. */
async function showUnknown(c: AppContext): Promise<Response> {
  return show(
    c,
    unsubscribePage,
    { state: "unknown", list: "newsletter" },
    { status: 404, params: { token: "unknown" } },
  );
}

async function readerOf(c: AppContext): Promise<FoundReader | undefined> {
  const hash = await hashOf(c.req.param("token") ?? "");
  return findReader(c.env.DB, hash);
}

/** Ends every subscription of the address to the list, records the withdrawals, and takes back issues that have not left. */
async function unsubscribe(c: AppContext, reader: FoundReader): Promise<void> {
  const db = c.env.DB;
  const at = now(c.env);
  const keptUntil = endOfPeriod(periodKept("consent", provided(c, policyInForce).commitments), at);
  const withdrawals = await withdrawConsents(
    c.env,
    reader.references.map((subject) => ({ subject, purpose: reader.list })),
    { method: "unsubscribe", recordedAt: at, keptUntil },
  );
  const ended = endSubscriptions(db, reader.emailIndex, at, reader.list);
  const cancelled = reader.list === "newsletter" ? [cancelMail(db, "issue", reader.emailIndex, at)] : [];
  await db.batch([ended, ...cancelled, ...withdrawals]);
}
