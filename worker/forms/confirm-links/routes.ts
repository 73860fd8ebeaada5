import { Hono } from "hono";
import organization from "../../../content/organization.yaml";
import { deliverAfterwards } from "../../mail/delivery.ts";
import type { MailContext } from "../../mail/mail.ts";
import { queueMail } from "../../mail/outbox.ts";
import { keyRing } from "../../vault/ring.ts";
import { type AppContext, type AppEnv, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import type { Language } from "../../web/organization.ts";
import { showPage } from "../../web/page.ts";
import { reach } from "../../web/reach.ts";
import type { LinkAction } from "./action.ts";
import { confirmAddress, expiryOf, type Link, type LinkPurpose, type ShownState, stateOf } from "./link.ts";
import { findLink, insertLink, useLink } from "./links.ts";
import { hashOf, tokenFor } from "./token.ts";

/** A mail scanner opens links: GET shows a page with a button, and only POST acts. */
export function linkRoutes(actions: Readonly<Record<LinkPurpose, LinkAction>>): Hono<AppEnv> {
  const path = `/${lang}/confirm/:token/` as const;
  return new Hono<AppEnv>()
    .get(path, async (c) => {
      const link = await linkOf(c);
      return link ? show(c, link, stateOf(link, now(c.env))) : showUnknown(c);
    })
    .post(path, async (c) => {
      const link = await linkOf(c);
      if (!link) return showUnknown(c);
      const at = now(c.env);
      const state = stateOf(link, at);
      if (state !== "open") return show(c, link, state);
      const isDone = await confirm(c, actions[link.purpose], link, at);
      return isDone ? show(c, link, "done") : showUnknown(c);
    })
    .post(`${path}again/`, async (c) => {
      const link = await linkOf(c);
      if (!link) return showUnknown(c);
      const at = now(c.env);
      const state = stateOf(link, at);
      if (state !== "expired") return show(c, link, state);
      const isOnItsWay = await renew(c, actions[link.purpose], link, at);
      return isOnItsWay ? show(c, link, "renewed") : showUnknown(c);
    });
}

async function linkOf(c: AppContext): Promise<Link | undefined> {
  return reach("links: reading", findLink(c.env.DB, await hashOf(c.req.param("token") ?? "")));
}

/** Does what the link is for; false when that has been erased. */
async function confirm(c: AppContext, action: LinkAction, link: Link, at: Date): Promise<boolean> {
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const intake = await action.confirm(c.env, link.subject, contextOf(c, link), at);
  if (!intake) return false;
  const queued = await Promise.all(intake.mails.map((mail) => queueMail(db, ring, mail, at)));
  await reach("links: using", db.batch([useLink(db, link.tokenHash, at), ...intake.statements, ...queued]));
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return true;
}

/** Mails a new link in place of one that has expired, once: the old one is used up. */
async function renew(c: AppContext, action: LinkAction, link: Link, at: Date): Promise<boolean> {
  const db = c.env.DB;
  const context = contextOf(c, link);
  const token = await tokenFor(c.env.SIGNING_SECRET, `${link.tokenHash}/again`);
  const address = confirmAddress(c.env.ORIGIN, context.language, token);
  const reminding = action.remind(c.env, link.subject, address, context);
  const mail = await reach("links: reading what is confirmed", reminding);
  if (!mail) return false;
  const { purpose, subject } = link;
  await reach(
    "links: renewing",
    db.batch([
      useLink(db, link.tokenHash, at),
      insertLink(db, { tokenHash: await hashOf(token), purpose, subject, expiresAt: expiryOf(at) }),
      // Pressed twice, it is mailed once.
      await queueMail(
        db,
        await keyRing(c.env),
        { ...mail, id: `${subject}/${purpose}/${link.tokenHash}` },
        at,
        "limited",
      ),
    ]),
  );
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return true;
}

function contextOf(c: AppContext, { subject: reference }: Link): MailContext {
  const language = c.req.param("lang") as Language;
  return { organization, origin: c.env.ORIGIN, language, reference, policyVersion: c.get("policy").date };
}

/** The page of a link; one that is over answers 410, so that programs know it too. */
async function show(c: AppContext, link: Link, state: ShownState): Promise<Response> {
  c.set("link", { purpose: link.purpose, state, reference: link.subject });
  return pageOfLink(c, c.req.param("token") ?? "", state === "used" || state === "expired" ? 410 : 200);
}

/** The page of a link that was never mailed, or whose row has been erased: nothing tells the two apart. */
async function showUnknown(c: AppContext): Promise<Response> {
  c.set("link", { state: "unknown" });
  return pageOfLink(c, "unknown", 404);
}

async function pageOfLink(c: AppContext, token: string, status: 200 | 404 | 410): Promise<Response> {
  const page = await showPage(c, `/${c.req.param("lang")}/confirm/${token}/`);
  return new Response(page.body, { status, headers: page.headers });
}
