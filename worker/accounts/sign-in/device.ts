import { hmac, isSameText } from "../../vault/hmac.ts";
import { base64url } from "../../web/base64url.ts";

/** The value of the device cookie: a random name for the device, and proof that it signed in to this account. */
export async function deviceProof(account: string, nonce: string, secret: string): Promise<string> {
  return `${nonce}.${await proof(account, nonce, secret)}`;
}

/** The name of a device that has signed in to this account before; undefined for any other. */
export async function knownDevice(
  cookie: string | undefined,
  account: string,
  secret: string,
): Promise<string | undefined> {
  const [nonce = "", given = ""] = (cookie ?? "").split(".");
  return nonce && isSameText(given, await proof(account, nonce, secret)) ? nonce : undefined;
}

async function proof(account: string, nonce: string, secret: string): Promise<string> {
  return base64url(await hmac(secret, "device", `${account}\0${nonce}`));
}
