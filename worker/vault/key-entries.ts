import { bytesOf } from "../web/base64url.ts";
import { Fault } from "../web/fault.ts";

/** A key of a secret, and the name that what it made carries. */
export interface KeyEntry {
  id: string;
  key: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a secret that holds several keys.
 * @param name the secret's name, for messages
 * @param secret entries `id:key` separated by white space, each key 32 bytes in base64url
 * @throws Error that names the entry (never its key) when the secret is malformed
 */
export function keyEntries(name: string, secret: string): KeyEntry[] {
  const entries = secret
    .split(/\s+/)
    .filter(Boolean)
    .map((entry, place) => readEntry(name, entry, place));
  const ids = entries.map(({ id }) => id);
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  if (twice) throw new Fault(`${name} names the key "${twice}" twice`);
  return entries;
}

const keyId = /^[a-z0-9][a-z0-9-]{0,30}$/;

function readEntry(name: string, entry: string, place: number): KeyEntry {
  const colon = entry.indexOf(":");
  const id = entry.slice(0, colon);
  if (colon < 1 || !keyId.test(id)) {
    throw new Fault(
      `${name}: entry ${place + 1} is not "id:key" with an id of small letters, digits and "-"`,
    );
  }
  const text = entry.slice(colon + 1);
  try {
    const key = bytesOf(text);
    if (key.length === 32) return { id, key };
  } catch {
    // Rethrown below without the text, which may be most of a key.
  }
  throw new Fault(`${name}: the key "${id}" is not 32 bytes in base64url`);
}
