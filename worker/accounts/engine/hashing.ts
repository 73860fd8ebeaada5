import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { base64url, bytesOf } from "../../web/base64url.ts";
import { TooManyHashes } from "./too-many-hashes.ts";

/** OWASP's parameters for scrypt that stay under workerd's cap of N·r·p. */
export const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };

/** What a password costs to hash, in the parameters of scrypt. */
export type HashCost = typeof cost;

/** What it costs here: what OWASP asks for, and next to nothing where a test set `SCRYPT_N`. */
export function hashCostIn({ SCRYPT_N }: Pick<Env, "SCRYPT_N">): HashCost {
  return SCRYPT_N === undefined ? cost : { ...cost, N: Number(SCRYPT_N) };
}

const keyLength = 32;

/** Hashing blocks everything else in the isolate, so no more than this many may wait for it. */
const maxWaiting = 8;

/** A password's scrypt hash, with its parameters and salt: `scrypt$32768$8$3$salt$key`. */
export async function hashPassword(password: string, parameters: HashCost): Promise<string> {
  const { N, r, p } = parameters;
  const salt = randomBytes(16);
  const key = await derive(password, salt, parameters);
  return ["scrypt", N, r, p, base64url(salt), base64url(key)].join("$");
}

/** Whether a password is the one that was hashed. Costs the same for every password. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const [scheme, N, r, p, salt = "", key = ""] = hash.split("$");
  if (scheme !== "scrypt") return false;
  const expected = bytesOf(key);
  const parameters = { N: Number(N), r: Number(r), p: Number(p), maxmem: cost.maxmem };
  const derived = await derive(password, bytesOf(salt), parameters);
  return expected.length === derived.length && timingSafeEqual(expected, derived);
}

let waiting = 0;

let last: Promise<unknown> = Promise.resolve();

/** One at a time. Different encodings of the same letter are the same password (NIST SP 800-63B, NFKC). */
async function derive(
  password: string,
  salt: Uint8Array<ArrayBuffer>,
  parameters: HashCost,
): Promise<Uint8Array<ArrayBuffer>> {
  if (waiting >= maxWaiting) throw new TooManyHashes("too many passwords are being hashed");
  waiting += 1;
  const turn = last.then(() => derived(password.normalize("NFKC"), salt, parameters));
  last = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    waiting -= 1;
  }
}

function derived(
  password: string,
  salt: Uint8Array<ArrayBuffer>,
  parameters: HashCost,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyLength, parameters, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
