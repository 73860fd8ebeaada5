import organization from "../../../content/organization.yaml";
import { deliverAfterwards } from "../../mail/delivery.ts";
import type { MailContext } from "../../mail/mail.ts";
import { queueMail } from "../../mail/outbox.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { newToken } from "../../vault/locking.ts";
import { keyRing } from "../../vault/ring.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import type { Language } from "../../web/organization.ts";
import { show } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { Refused } from "../../web/refused.ts";
import { type Router, router } from "../../web/router.ts";
import { hashOf } from "../../web/sha256.ts";
import { type Answers, askedIn } from "../form/asked.ts";
import type { LinkAction } from "./action.ts";
import {
  confirmAddress,
  expiryOf,
  type Link,
  type LinkPurpose,
  linkPage,
  type ShownState,
  stateOf,
} from "./link.ts";
import { findLink, replaceLink, useLink } from "./links.ts";

/** How often a link is tried when something else happens at the same moment. */
const maxTries = 3;

/** Mail scanners open links, so GET shows a page with a button and only POST acts. */
export function linkRoutes(actions: Readonly<Record<LinkPurpose, LinkAction>>): Router {
  const path = `/${lang}/confirm/:token/` as const;
  return router()
    .get(path, async (c) => {
      const link = await linkOf(c);
      if (!link) return showUnknown(c);
      const state = stateOf(link, now(c.env));
      return showLink(
        c,
        link,
        state,
        state === "open" ? await writtenFor(c, actions[link.purpose], link) : [],
      );
    })
    .post(path, async (c) => {
      const link = await linkOf(c);
      if (!link) return showUnknown(c);
      const at = now(c.env);
      const state = stateOf(link, at);
      if (state !== "open") return showLink(c, link, state);
      return confirmOnce(c, actions[link.purpose], link, at);
    })
    .post(`${path}again/`, async (c) => {
      const link = await linkOf(c);
      if (!link) return showUnknown(c);
      const at = now(c.env);
      const state = stateOf(link, at);
      if (state !== "expired") return showLink(c, link, state);
      const isOnItsWay = await renew(c, actions[link.purpose], link, at);
      return isOnItsWay ? showLink(c, link, "renewed") : showUnknown(c);
    });
}

async function linkOf(c: AppContext): Promise<Link | undefined> {
  return findLink(c.env.DB, await hashOf(c.req.param("token") ?? ""));
}

/** Does what the link is for. If it was used at the same moment, or something else happened, it looks again. */
async function confirmOnce(c: AppContext, action: LinkAction, link: Link, at: Date): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await confirm(c, action, link, at)) ? showLink(c, link, "done") : showUnknown(c);
    } catch (error) {
      if (!(error instanceof Refused) || tries === maxTries) throw error;
      const now = await linkOf(c);
      if (!now) return showUnknown(c);
      if (now.usedAt) return showLink(c, now, "used");
    }
  }
}

/** Does what the link is for; false when that has been erased. */
async function confirm(c: AppContext, action: LinkAction, link: Link, at: Date): Promise<boolean> {
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const intake = await action.confirm(c.env, link.subject, contextOf(c, link), at);
  if (!intake) return false;
  const queued = await Promise.all(intake.mails.map((mail) => queueMail(db, ring, mail, at)));
  await db.batch([useLink(db, link.tokenHash, at), ...intake.statements, ...queued]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return true;
}

/** Mails a new link in place of an expired one, once: the old one is used up. */
async function renew(c: AppContext, action: LinkAction, link: Link, at: Date): Promise<boolean> {
  const db = c.env.DB;
  const context = contextOf(c, link);
  const token = newToken();
  const address = confirmAddress(c.env.ORIGIN, context.language, token);
  const mail = await action.remind(c.env, link.subject, address, context);
  if (!mail) return false;
  const { purpose, subject } = link;
  await db.batch([
    ...replaceLink(
      db,
      link.tokenHash,
      { tokenHash: await hashOf(token), purpose, subject, expiresAt: expiryOf(at) },
      at,
    ),
    // Pressing twice mails it once. Whoever has the old link reads that mailbox, so nobody else's mail holds this up.
    await queueMail(db, await keyRing(c.env), { ...mail, id: `${subject}/${purpose}/${link.tokenHash}` }, at),
  ]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return true;
}

function contextOf(c: AppContext, { subject: reference }: Link): MailContext {
  const language = c.req.param("lang") as Language;
  return {
    organization,
    origin: c.env.ORIGIN,
    language,
    reference,
    policyVersion: provided(c, policyInForce).date,
  };
}

/** The page of a link. One that is over answers 410, which programs understand too. */
async function showLink(
  c: AppContext,
  { purpose, subject: reference }: Link,
  state: ShownState,
  answers: Answers = [],
): Promise<Response> {
  const status = state === "used" || state === "expired" ? 410 : 200;
  return show(c, linkPage, { purpose, state, reference, answers }, { status });
}

/** What somebody typed who may not have been the reader, so that they see what they confirm. */
async function writtenFor(c: AppContext, { written }: LinkAction, { subject }: Link): Promise<Answers> {
  const typed = await written?.(c.env, subject);
  const language = c.req.param("lang") as Language;
  const { commitments } = provided(c, policyInForce);
  return typed ? askedIn(typed.form, typed.values, language, commitments).answers : [];
}

/** The page of a link that was never mailed or has been erased; nothing distinguishes the two. */
async function showUnknown(c: AppContext): Promise<Response> {
  return show(c, linkPage, { state: "unknown" }, { status: 404, params: { token: "unknown" } });
}
