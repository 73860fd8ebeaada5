import { base64url } from "../vault/base64url.ts";
import type { Failures } from "./schema.ts";

/** Tries that cost no waiting, for an account and for everybody behind one network prefix. */
export const freeTries = { account: 5, network: 30 };
const longestPauseMs = 15 * 60_000;

/**
 * Until when no try is taken: a second after the free tries are used up, doubled with each further failure, never
 * more than a quarter of an hour. Nothing is ever locked for good.
 */
export function pausedUntil({ failures, lastFailedAt }: Failures, free: number): Date | undefined {
  if (failures < free) return undefined;
  return new Date(lastFailedAt.getTime() + Math.min(1000 * 2 ** (failures - free), longestPauseMs));
}

/** The part of a network address that its owner does not choose freely: /24 of IPv4, /48 of IPv6. */
export function networkPrefix(address: string): string {
  if (!address.includes(":")) return address.split(".").slice(0, 3).join(".");
  const [head = "", tail] = address.split("::");
  const before = head.split(":").filter(Boolean);
  const after = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  return [...before, ...zeros, ...after].slice(0, 3).join(":");
}

/** A new value of the device cookie: a random name for the device and proof that it signed in to this account. */
export async function nameDevice(userId: string, secret: string): Promise<string> {
  const nonce = base64url(crypto.getRandomValues(new Uint8Array(18)));
  return `${nonce}.${await proof(userId, nonce, secret)}`;
}

/** The name of a device that has signed in to this account before; undefined for every other device. */
export async function knownDevice(
  cookie: string | undefined,
  userId: string,
  secret: string,
): Promise<string | undefined> {
  const [nonce = "", given = ""] = (cookie ?? "").split(".");
  return nonce && given === (await proof(userId, nonce, secret)) ? nonce : undefined;
}

async function proof(userId: string, nonce: string, secret: string): Promise<string> {
  const bytes = new TextEncoder();
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes.encode(`device\0${secret}`), hmac, false, ["sign"]);
  return base64url(new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes.encode(`${userId}\0${nonce}`))));
}
