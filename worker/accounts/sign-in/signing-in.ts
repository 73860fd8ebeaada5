import { getCookie, setCookie } from "hono/cookie";
import organization from "../../../content/organization.yaml";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import { hmac } from "../../vault/hmac.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { base64url } from "../../web/base64url.ts";
import { now } from "../../web/clock.ts";
import { deviceInWords } from "../../web/device-words.ts";
import { networkOf } from "../../web/network.ts";
import { isOffered } from "../../web/offers.ts";
import type { Language } from "../../web/organization.ts";
import { inLanguage } from "../../web/page-languages.ts";
import { hashOf } from "../../web/sha256.ts";
import { askingFirst } from "../agreement/asking.ts";
import { saidIn, selectSaid } from "../agreement/said.ts";
import { claiming } from "../drafts/keeping.ts";
import { emailOf } from "../engine/engine-address.ts";
import { clearFailures } from "../engine/failures.ts";
import type { Ran, Work } from "../engine/work.ts";
import { deviceProof, knownDevice } from "./device.ts";
import { newDeviceLetter } from "./letters.ts";
import { deviceCookie, type SignIn, type SignInOutcome } from "./sign-in.ts";
import { insertSignIn } from "./sign-ins.ts";

/** How long a device stays known after signing in. */
const deviceLifetimeSeconds = 180 * 24 * 60 * 60;

export interface Arrival {
  userId: string;
  /** Blind index of the account's address. Devices and failures are filed by it, as before anybody is signed in. */
  index: string;
  /** An account's first sign-in, which needs no warning by mail. */
  isFirst: boolean;
  /** The path to go on to. */
  to: string;
  /** What else belongs to it, stored in the same batch. */
  more?: readonly D1PreparedStatement[];
}

/**
 * Stores a successful sign-in in one batch: what the engine changed, the log, the failures forgotten, and a mail if the
 * device is new. Answers with the cookies and a redirect, first to the question whether the person agrees to a new
 * version of the policy, if they have to.
 */
export async function signedInAnswer(
  c: AppContext,
  work: Work,
  ran: Exclude<Ran<unknown>, { refused: string }>,
  { userId, index, isFirst, to, more = [] }: Arrival,
): Promise<Response> {
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const signIn = thisTry(c, "signed-in");
  const secret = c.env.SIGNING_SECRET;
  const device = await knownDevice(getCookie(c, deviceCookie), index, secret);
  const user = work.rows.user.find(({ id }) => id === userId);
  const letter = newDeviceLetter(signIn.at, c.req.header("user-agent") ?? "", {
    organization,
    origin: c.env.ORIGIN,
    language: work.language,
  });
  const mail = asMail(`sign-in/${crypto.randomUUID()}`, emailOf(user), letter);
  const results = await db.batch([
    ...(await work.changes()),
    ...more,
    clearFailures(db, (await bucketsOf(c, device, index)).own),
    await insertSignIn(db, ring, userId, signIn),
    ...(await claiming(c, userId)),
    ...(device || isFirst ? [] : [await queueMail(db, ring, mail, signIn.at)]),
    selectSaid(db, userId),
  ]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  await knowDevice(c, index);
  for (const cookie of ran.cookies) c.header("set-cookie", cookie, { append: true });
  return c.redirect(askingFirst(c, saidIn(results.at(-1)), to), 303);
}

/** Where somebody arrives who asked for no page: at their account, or at the desk where only staff have one. */
export function firstPage(language: Language): string {
  const own = `/${language}/account/`;
  return isOffered(own) ? own : inLanguage("/staff/", language);
}

/** Stores that the password was right, and asks for the second factor before going on. */
export async function secondStepAnswer(
  c: AppContext,
  work: Work,
  { cookies }: Exclude<Ran<unknown>, { refused: string }>,
  { to, more = [] }: Pick<Arrival, "to" | "more">,
): Promise<Response> {
  // The engine ends the cookie of the former session here, so what was typed in it is claimed now.
  const [user] = work.rows.user;
  const claimed = user ? await claiming(c, String(user.id)) : [];
  await c.env.DB.batch([...(await work.changes()), ...more, ...claimed]);
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
  return c.redirect(`/${c.req.param("lang")}/sign-in/code/?next=${encodeURIComponent(to)}`, 303);
}

/** Makes this device known: its tries are counted separately, so strangers cannot slow it down. */
export async function knowDevice(c: AppContext, index: string): Promise<void> {
  const nonce = base64url(crypto.getRandomValues(new Uint8Array(18)));
  const value = await deviceProof(index, nonce, c.env.SIGNING_SECRET);
  setCookie(c, deviceCookie, value, {
    path: "/",
    secure: true,
    httpOnly: true,
    sameSite: "Strict",
    maxAge: deviceLifetimeSeconds,
  });
}

/** Where the failures of a try at an account are counted. */
export interface Buckets {
  /** A known device's own failures, or those of this network at this account. Nobody else adds to them. */
  own: string;
  /** The failures of everybody whose device is unknown. */
  strangers: string;
}

/** Names a network by a keyed hash of its prefix and the account, so the same network differs at each account. */
export async function bucketsOf(c: AppContext, device: string | undefined, index: string): Promise<Buckets> {
  const strangers = await accountBucket(index);
  if (device) return { own: `device:${await hashOf(device)}`, strangers };
  const place = `${index}\0${networkOf(addressOf(c))}`;
  const network = base64url(await hmac(c.env.SIGNING_SECRET, "network", place));
  return { own: `${strangers}/${network}`, strangers };
}

/** Where strangers' failures at an account are counted. Each network's bucket begins with this and a slash. */
export async function accountBucket(index: string): Promise<string> {
  return `account:${await hashOf(index)}`;
}

/** The log's entry for the present try. */
export function thisTry(c: AppContext, outcome: SignInOutcome): SignIn {
  return {
    at: now(c.env),
    outcome,
    address: addressOf(c),
    device: deviceInWords(c.req.header("user-agent") ?? ""),
  };
}

/** The visitor's address as Cloudflare names it; no other header is trusted. */
export function addressOf(c: AppContext): string {
  return c.req.header("cf-connecting-ip") ?? "unknown";
}
