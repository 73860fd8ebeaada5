import { base64url, bytesOf } from "../web/base64url.ts";
import { SealBroken } from "./schema.ts";

/** A new random token of 256 bits. Nothing here can make it again: whoever is given it holds the only one. */
export function newToken(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/**
 * Locks a text for whoever holds a token: AES-256-GCM under a key that HKDF-SHA-256 (RFC 5869) makes of the token. No
 * key of ours opens it.
 * @param place what it belongs to; it opens nowhere else
 * @returns `<IV>.<ciphertext and tag>` in base64url
 */
export async function lock(token: string, place: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(text);
  const locked = await crypto.subtle.encrypt(cipher(iv, place), await keyOf(token, "encrypt"), bytes);
  return `${base64url(iv)}.${base64url(new Uint8Array(locked))}`;
}

/**
 * Opens what was locked.
 * @throws SealBroken when the token is another, or the text was changed or belongs elsewhere
 */
export async function unlock(token: string, place: string, locked: string): Promise<string> {
  const [iv = "", text = ""] = locked.split(".");
  try {
    const key = await keyOf(token, "decrypt");
    const opened = await crypto.subtle.decrypt(cipher(bytesOf(iv), place), key, bytesOf(text));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(opened);
  } catch (cause) {
    throw new SealBroken("what was locked does not open: another token, or it was changed", { cause });
  }
}

async function keyOf(token: string, use: "encrypt" | "decrypt"): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey("raw", bytesOf(token), "HKDF", false, ["deriveKey"]);
  const derivation = {
    name: "HKDF",
    hash: "SHA-256",
    // The token is random already, so it needs no salt (RFC 5869, section 3.1).
    salt: new Uint8Array(),
    info: new TextEncoder().encode("kept/locked"),
  };
  return crypto.subtle.deriveKey(derivation, secret, { name: "AES-GCM", length: 256 }, false, [use]);
}

function cipher(iv: Uint8Array<ArrayBuffer>, place: string) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(place), tagLength: 128 };
}
