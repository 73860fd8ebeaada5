import { hmac } from "../../vault/hmac.ts";
import { base64url } from "../../web/base64url.ts";

/**
 * The secret in the address that ends what comes by mail: always the same for a submission, stored only as a hash, and
 * impossible to guess without the secret.
 */
export async function unsubscribeToken(
  { SIGNING_SECRET }: Pick<Env, "SIGNING_SECRET">,
  reference: string,
): Promise<string> {
  return base64url(await hmac(SIGNING_SECRET, "link", `${reference}/unsubscribe`));
}
