import { hmac } from "../../vault/hmac.ts";
import { base64url } from "../../web/base64url.ts";

/**
 * A token of 256 bits that nobody without the secret can guess. The same seed gives the same token, so that a
 * submission sent again mails the same link.
 */
export async function tokenFor(secret: string, seed: string): Promise<string> {
  return base64url(await hmac(secret, "link", seed));
}
