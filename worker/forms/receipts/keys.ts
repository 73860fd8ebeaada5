import { z } from "zod";
import { base64url } from "../../web/base64url.ts";
import { Fault } from "../../web/fault.ts";
import type { PublishedKey, ReceiptKeys } from "./receipt.ts";

const Key = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string().regex(/^[\w-]{43}$/),
  d: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
});

type Key = z.infer<typeof Key>;

const Secret = z.union([z.object({ keys: z.array(Key).min(1) }), Key.transform((key) => ({ keys: [key] }))]);

/**
 * Opens the secret `RECEIPT_KEY`: an Ed25519 private key as JWK, or a JWK set whose first key signs. The others are
 * retired (public parts suffice) and still prove what they signed.
 * @throws Error, without any key in it, when the secret is malformed
 */
export async function openReceiptKeys(secret: string): Promise<ReceiptKeys> {
  const { keys } = readSecret(secret);
  const [first, ...retired] = keys;
  if (!first?.d) throw new Fault("RECEIPT_KEY has no private key to sign with: its first key needs a `d`");
  const published = [await publish(first), ...(await Promise.all(retired.map(publish)))] as const;
  const { kty, crv, x, d } = first;
  const signing = await crypto.subtle.importKey("jwk", { kty, crv, x, d }, "Ed25519", false, ["sign"]);
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
export async function receiptKeys({ RECEIPT_KEY: secret }: Pick<Env, "RECEIPT_KEY">): Promise<ReceiptKeys> {
  if (opened?.secret === secret) return opened.keys;
  const keys = await openReceiptKeys(secret);
  opened = { secret, keys };
  return keys;
}

function readSecret(secret: string): { keys: Key[] } {
  const read = Secret.safeParse(asJson(secret));
  if (!read.success) throw new Fault("RECEIPT_KEY is neither an Ed25519 JWK nor a set of them");
  return read.data;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own error quotes the text, and the key with it.
    return undefined;
  }
}

async function publish({ kty, crv, x }: Key): Promise<PublishedKey> {
  // RFC 7638: the required members, sorted by name, without white space.
  const thumbprint = new TextEncoder().encode(JSON.stringify({ crv, kty, x }));
  const kid = base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", thumbprint)));
  return { kty, crv, x, kid, alg: "EdDSA", use: "sig" };
}
