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
import { tokenIn } from "../engine/tokens.ts";
import { claimDraft, ownerOfSession, putDraft } from "./drafts.ts";
import { pageOfForm } from "./page-of-form.ts";

/** How many days something typed waits for its writer to sign in again, and how many a draft is kept. */
const days = { "signed-out": 1, draft: 14 } as const;

/** Set by a route that keeps a draft, so that it is not forgotten as sent. */
export const draftWasKept = requestValue<true>("draft-was-kept");

/** Fields that are no text of anybody, or must not be stored. */
export const neverKept = /password|^(?:current|ticket|code|position|consent|sure|remarks|do)$/i;

/**
 * Keeps what was sent to a closed page by somebody whose session has ended.
 * @returns the path of the page that will show it, for after signing in; undefined where nothing was typed
 */
export async function keepForLater(c: AppContext): Promise<string | undefined> {
  const token = tokenIn(getCookie(c, sessionCookie) ?? "");
  // Only somebody who was signed in has anything to lose, and strangers cannot fill the table.
  if (c.req.method !== "POST" || token === "") return undefined;
  const submitted = await readForm(c);
  if (submitted instanceof Response) return undefined;
  const values = isTooYoung(Object.fromEntries(submitted)) ? {} : keptOf(submitted);
  if (!Object.values(values).some((value) => value.trim() !== "")) return undefined;
  const claim = base64url(crypto.getRandomValues(new Uint8Array(24)));
  const owner = await ownerOfSession(c.env.DB, await hashOf(token));
  const page = pageOfForm(c.req.path);
  await store(c, { id: await hashOf(claim), owner, page, values, why: "signed-out" });
  return owner === "" ? `${page}?kept=${claim}` : page;
}

/** Keeps what whoever is signed in has typed, as a draft. */
export async function keepDraft(c: AppContext, values: Values): Promise<void> {
  const id = base64url(crypto.getRandomValues(new Uint8Array(24)));
  await store(c, { id, owner: signedInOf(c).userId, page: pageOfForm(c.req.path), values, why: "draft" });
}

/** Gives what waits under the token in the address to whoever has signed in, and leads to its page without it. */
export async function claimKept(c: AppContext, userId: string): Promise<Response | undefined> {
  const token = c.req.query("kept");
  if (c.req.method !== "GET" || token === undefined) return undefined;
  await claimDraft(c.env.DB, await hashOf(token), userId).run();
  return c.redirect(c.req.path, 303);
}

async function store(
  c: AppContext,
  draft: { id: string; owner: string; page: string; values: Values; why: keyof typeof days },
): Promise<void> {
  const savedAt = now(c.env);
  const endsAt = daysAfter(savedAt, days[draft.why]);
  const whole = { ...draft, action: c.req.path, savedAt, endsAt };
  await c.env.DB.batch(await putDraft(c.env.DB, await keyRing(c.env), whole));
}

function keptOf(submitted: ReadonlyMap<string, string>): Values {
  return Object.fromEntries([...submitted].filter(([name]) => !neverKept.test(name)));
}
