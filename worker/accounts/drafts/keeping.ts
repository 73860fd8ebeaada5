import { getCookie } from "hono/cookie";
import { isTooYoung } from "../../forms/form/checking.ts";
import type { Values } from "../../forms/form/form.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { base64url } from "../../web/base64url.ts";
import { now } from "../../web/clock.ts";
import { daysAfter } from "../../web/days.ts";
import { requestValue } from "../../web/provided.ts";
import { readForm } from "../../web/read-form.ts";
import { hashOf } from "../../web/sha256.ts";
import { sessionCookie } from "../engine/signed-in.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { signedToken } from "../engine/tokens.ts";
import { draftDays } from "./days.ts";
import { claimDrafts, ofGoneSession, ownerOfSession, putDraft } from "./drafts.ts";
import { neverKept } from "./never-kept.ts";
import { pageOfForm } from "./page-of-form.ts";

/** Set by a route that keeps a draft, so that it is not forgotten as sent. */
export const draftWasKept = requestValue<true>("draft-was-kept");

/**
 * Keeps what was sent to a closed page by somebody whose session has ended, until they sign in again in this browser.
 * @returns what was typed and could not be kept, because the browser says of no session that it was its own: they have
 * signed out elsewhere in it, and strangers cannot fill the table
 */
export async function keepForLater(c: AppContext): Promise<ReadonlyMap<string, string> | undefined> {
  if (c.req.method !== "POST") return undefined;
  const submitted = await readForm(c);
  if (submitted instanceof Response) return undefined;
  const values = isTooYoung(Object.fromEntries(submitted)) ? {} : keptOf(submitted);
  if (!Object.values(values).some((value) => value.trim() !== "")) return undefined;
  const token = await signedToken(getCookie(c, sessionCookie) ?? "", c.env.SIGNING_SECRET);
  if (token === undefined) return submitted;
  const tokenHash = await hashOf(token);
  const owner = (await ownerOfSession(c.env.DB, tokenHash)) || ofGoneSession(tokenHash);
  await store(c, { owner, values, why: "signed-out" });
  return undefined;
}

/** Keeps what whoever is signed in has typed, as a draft. */
export async function keepDraft(c: AppContext, values: Values): Promise<void> {
  await store(c, { owner: signedInOf(c).userId, values, why: "draft" });
}

/** Gives what was typed in a session that is gone to whoever has just proved with a password, in its browser, who they are. */
export async function claiming(c: AppContext, userId: string): Promise<D1PreparedStatement[]> {
  const token = await signedToken(getCookie(c, sessionCookie) ?? "", c.env.SIGNING_SECRET);
  return token === undefined ? [] : [claimDrafts(c.env.DB, await hashOf(token), userId)];
}

async function store(
  c: AppContext,
  draft: { owner: string; values: Values; why: keyof typeof draftDays },
): Promise<void> {
  const savedAt = now(c.env);
  const endsAt = daysAfter(savedAt, draftDays[draft.why]);
  const { path } = c.req;
  const id = base64url(crypto.getRandomValues(new Uint8Array(24)));
  const whole = { ...draft, id, page: pageOfForm(path), action: path, savedAt, endsAt };
  await c.env.DB.batch(await putDraft(c.env.DB, await keyRing(c.env), whole));
}

function keptOf(submitted: ReadonlyMap<string, string>): Values {
  return Object.fromEntries([...submitted].filter(([name]) => !neverKept.test(name)));
}
