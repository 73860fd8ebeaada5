import { importSigning, type SigningKey, signingKeysIn } from "../../vault/signing-keys.ts";
import { base64url } from "../../web/base64url.ts";
import type { PublishedKey, ReceiptKeys } from "./receipt.ts";

/**
 * Opens the secret `RECEIPT_KEY`: an Ed25519 private key as JWK, or a JWK set whose first key signs. The others are
 * retired (public parts suffice) and still prove what they signed.
 * @throws Error, without any key in it, when the secret is malformed
 */
export async function openReceiptKeys(secret: string): Promise<ReceiptKeys> {
  const [first, ...retired] = signingKeysIn("RECEIPT_KEY", secret);
  const published = [await publish(first), ...(await Promise.all(retired.map(publish)))] as const;
  const signing = await importSigning(first);
  const verifying = await Promise.all(
    published.map(async ({ kid, x }) => {
      const jwk = { kty: "OKP", crv: "Ed25519", x };
      return [kid, await crypto.subtle.importKey("jwk", jwk, "Ed25519", false, ["verify"])] as const;
    }),
  );
  return { signing, published: [...published], verifying: new Map(verifying) };
}

let opened: { secret: string; keys: ReceiptKeys } | undefined;

/** The keys of the receipts, opened once per isolate. Throws when the secret is malformed. */
export async function receiptKeys({ RECEIPT_KEY: secret }: { RECEIPT_KEY: string }): Promise<ReceiptKeys> {
  if (opened?.secret === secret) return opened.keys;
  const keys = await openReceiptKeys(secret);
  opened = { secret, keys };
  return keys;
}

async function publish({ kty, crv, x }: SigningKey): Promise<PublishedKey> {
  // RFC 7638: the required members, sorted by name, without white space.
  const thumbprint = new TextEncoder().encode(JSON.stringify({ crv, kty, x }));
  const kid = base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", thumbprint)));
  return { kty, crv, x, kid, alg: "EdDSA", use: "sig" };
}
