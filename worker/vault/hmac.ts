/** HMAC-SHA-256 of a message, with a separate key for each purpose. */
export async function hmac(secret: string, purpose: string, message: string): Promise<Uint8Array> {
  const key = await keyFor(secret, purpose);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(message)));
}

/** Compares in constant time. */
export function isSameText(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}

const keys = new Map<string, CryptoKey>();

/** Cached, because importing a key costs more than signing with it. */
async function keyFor(secret: string, purpose: string): Promise<CryptoKey> {
  const name = `${purpose}\0${secret}`;
  const known = keys.get(name);
  if (known) return known;
  const made = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(name),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  keys.set(name, made);
  return made;
}
