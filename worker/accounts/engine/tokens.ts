import { dayMs } from "../../web/days.ts";
import { languageTag } from "../../web/language-tag.ts";
import type { Role } from "./signed-in.ts";

const minute = 60_000;

const hour = 60 * minute;

/** How long a session lives at most, and how long without use, in milliseconds. */
export function lifetimesOf(role: Role): { absolute: number; idle: number } {
  return role === "client"
    ? { absolute: 30 * dayMs, idle: 7 * dayMs }
    : { absolute: 12 * hour, idle: 30 * minute };
}

/** Whether a session is still alive: neither too old nor unused for too long. */
export function isAlive(session: { createdAt: Date; seenAt: Date }, role: Role, at: Date): boolean {
  const { absolute, idle } = lifetimesOf(role);
  const time = at.getTime();
  return time - session.createdAt.getTime() < absolute && time - session.seenAt.getTime() < idle;
}

/** The token in a signed cookie's value, which is `token.signature`. */
export function tokenIn(cookie: string): string {
  return cookie.slice(0, Math.max(0, cookie.lastIndexOf(".")));
}

/**
 * The token of a cookie that this site has signed, even if its session is gone.
 * @returns undefined when nobody here signed it
 */
export async function signedToken(cookie: string, secret: string): Promise<string | undefined> {
  const token = tokenIn(cookie);
  const signature = cookie.slice(token.length + 1);
  // What is no base64 was not signed here, and `atob` would throw.
  if (token === "" || !/^[A-Za-z\d+/]{43}=$/.test(signature)) return undefined;
  const how = { name: "HMAC", hash: "SHA-256" };
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), how, false, ["verify"]);
  const bytes = Uint8Array.from(atob(signature), (sign) => sign.charCodeAt(0));
  return (await crypto.subtle.verify("HMAC", key, bytes, encoder.encode(token))) ? token : undefined;
}

/** A path, of staff with what a list is filtered by. */
const ownPaths = new RegExp(
  String.raw`^/${languageTag}/(?:[\w-]+/)*$|^(?:/${languageTag})?/staff/(?:[\w-]+/)*\?[\w=&.~%:-]*$`,
);

/** The text if it is a path of this site to go on to. Refuses anything that could name another site. */
export function ownPath(text: string | undefined): string | undefined {
  return text !== undefined && ownPaths.test(text) ? text : undefined;
}
