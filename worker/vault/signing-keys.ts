import { z } from "zod";

const SigningKey = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string().regex(/^[\w-]{43}$/),
  d: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
});

/** An Ed25519 key as JWK (RFC 8037). One without `d` signs no more and still proves what it signed. */
export type SigningKey = z.infer<typeof SigningKey>;

const Secret = z.union([
  z.object({ keys: z.array(SigningKey).min(1) }),
  SigningKey.transform((key) => ({ keys: [key] })),
]);

/**
 * Reads a secret that holds an Ed25519 private key as JWK, or a JWK set whose first key signs.
 * @param name the secret's name, for messages
 * @throws Error, without any key in it, when the secret is malformed
 */
export function signingKeysIn(name: string, secret: string): [SigningKey, ...SigningKey[]] {
  const read = Secret.safeParse(asJson(secret));
  if (!read.success) throw new Error(`${name} is neither an Ed25519 JWK nor a set of them`);
  const [first, ...others] = read.data.keys;
  if (!first?.d) throw new Error(`${name} has no private key to sign with: its first key needs a \`d\``);
  return [first, ...others];
}

/** The private half of a key, which signs. */
export function importSigning({ kty, crv, x, d }: SigningKey): Promise<CryptoKey> {
  return crypto.subtle.importKey("jwk", { kty, crv, x, d } as JsonWebKey, "Ed25519", false, ["sign"]);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own error quotes the text, and the key with it.
    return undefined;
  }
}
