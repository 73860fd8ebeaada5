import { base64url, bytesOf } from "../web/base64url.ts";
import { comparable } from "../web/email-address.ts";
import { Fault } from "../web/fault.ts";
import { keyEntries } from "./key-entries.ts";
import { type KeyRing, type Place, SealBroken } from "./schema.ts";

/** The entry of the ring that makes blind indexes. */
export const indexEntry = "index";

/**
 * Opens a key ring.
 * @param secret entries `id:key` separated by white space, each key 32 bytes in base64url. The first seals;
 *   all of them open. The entry `index` makes blind indexes and nothing else.
 * @throws Error that names the entry (never its key) when the secret is malformed
 */
export async function openKeyRing(secret: string): Promise<KeyRing> {
  const entries = keyEntries("VAULT_KEYS", secret);
  const index = entries.find(({ id }) => id === indexEntry);
  if (!index) throw new Fault(`VAULT_KEYS has no entry "${indexEntry}", which looking up by email needs`);
  const [first, ...older] = entries.filter((entry) => entry !== index);
  if (!first) throw new Fault("VAULT_KEYS has no key to seal with");
  const sealing = await Promise.all(
    [first, ...older].map(
      async ({ id, key }) =>
        [id, await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"])] as const,
    ),
  );
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const indexing = await crypto.subtle.importKey("raw", index.key, hmac, false, ["sign"]);
  return { current: first.id, sealing: new Map(sealing), indexing };
}

/**
 * Seals a text for one place with the ring's current key: AES-256-GCM, a random 96-bit IV, the place as
 * associated data.
 * @returns `v1.<key id>.<IV>.<ciphertext and tag>`, the last two in base64url
 */
export async function seal(ring: KeyRing, place: Place, text: string): Promise<string> {
  const key = ring.sealing.get(ring.current);
  if (!key) throw new Fault(`the ring has no key "${ring.current}"`);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(cipher(iv, place), key, new TextEncoder().encode(text));
  return `v1.${ring.current}.${base64url(iv)}.${base64url(new Uint8Array(sealed))}`;
}

/**
 * Opens what was sealed for this place.
 * @throws SealBroken when it was changed, belongs elsewhere, or the ring lacks its key
 */
export async function unseal(ring: KeyRing, place: Place, sealed: string): Promise<string> {
  const where = `${place.table}.${place.column}`;
  const parts = sealedForm.exec(sealed);
  if (!parts) throw new SealBroken(`${where} holds something that was not sealed`);
  const [, id = "", iv = "", text = ""] = parts;
  const key = ring.sealing.get(id);
  if (!key) throw new SealBroken(`${where} was sealed with the key "${id}", which is not in VAULT_KEYS`);
  try {
    const opened = await crypto.subtle.decrypt(cipher(bytesOf(iv), place), key, bytesOf(text));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(opened);
  } catch (cause) {
    throw new SealBroken(`${where} does not open: it was changed, or sealed for another place`, { cause });
  }
}

/** Seals the columns of one row, each for its place; an empty text becomes null. */
export async function sealColumns<Column extends string>(
  ring: KeyRing,
  row: Omit<Place, "column">,
  texts: Readonly<Record<Column, string>>,
): Promise<Record<Column, string | null>> {
  return eachColumn(texts, (column, text) => (text === "" ? null : seal(ring, { ...row, column }, text)));
}

/** Opens the columns of one row; null becomes an empty text. Throws SealBroken as `unseal` does. */
export async function unsealColumns<Column extends string>(
  ring: KeyRing,
  row: Omit<Place, "column">,
  sealed: Readonly<Record<Column, string | null>>,
): Promise<Record<Column, string>> {
  return eachColumn(sealed, (column, text) => (text === null ? "" : unseal(ring, { ...row, column }, text)));
}

/** Id of the key that a text was sealed with; undefined when it was not sealed. */
export function keyIdOf(sealed: string): string | undefined {
  return sealedForm.exec(sealed)?.[1];
}

/**
 * The same for equal values of one purpose, and meaningless without the ring: HMAC-SHA-256, in base64url. It survives a
 * change of the sealing keys.
 * @param purpose what is compared, so that equal values of two kinds differ, such as `email`
 */
export async function blindIndex(ring: KeyRing, purpose: string, value: string): Promise<string> {
  const message = new TextEncoder().encode(`${purpose}\0${value}`);
  return base64url(new Uint8Array(await crypto.subtle.sign("HMAC", ring.indexing, message)));
}

/** The blind index of an email address, the same for every way to write it. */
export async function emailIndex(ring: KeyRing, email: string): Promise<string> {
  return blindIndex(ring, "email", comparable(email));
}

const sealedForm = /^v1\.([a-z0-9][a-z0-9-]{0,30})\.([\w-]{16})\.([\w-]{22,})$/;

function cipher(iv: Uint8Array<ArrayBuffer>, { table, column, row }: Place) {
  const additionalData = new TextEncoder().encode(JSON.stringify([table, column, row]));
  return { name: "AES-GCM", iv, additionalData, tagLength: 128 };
}

async function eachColumn<Column extends string, From, To>(
  row: Readonly<Record<Column, From>>,
  change: (column: Column, value: From) => To | Promise<To>,
): Promise<Record<Column, To>> {
  const columns = Object.keys(row) as Column[];
  const changed = await Promise.all(
    columns.map(async (column) => [column, await change(column, row[column])]),
  );
  return Object.fromEntries(changed) as Record<Column, To>;
}
