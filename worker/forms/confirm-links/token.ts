import { hmac } from "../../vault/hmac.ts";
import { base64url } from "../../web/base64url.ts";

/**
 * A 256-bit token that nobody can guess without the secret. The same seed gives the same token, so a repeated
 * submission mails the same link.
 */
export async function tokenFor(secret: string, seed: string): Promise<string> {
  return base64url(await hmac(secret, "link", seed));
}
