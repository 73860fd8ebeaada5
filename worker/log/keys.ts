import { importSigning, type SigningKey, signingKeysIn } from "../vault/signing-keys.ts";
import { bytesOf } from "../web/base64url.ts";
import { keyKinds, type NoteKey, type NoteSigner, noteKey } from "./note.ts";

/** The name of the log, and the keys that sign it. */
export interface LogKeys {
  /** The log's address without a scheme. */
  origin: string;
  /** Every key with its private half: while one follows another, both sign. */
  signers: readonly NoteSigner[];
  /** All keys, the current one first. */
  published: readonly [NoteKey, ...NoteKey[]];
}

/**
 * Opens the secret `LOG_KEY`: an Ed25519 private key as JWK, or a JWK set whose first key is the current one.
 * @param site scheme and host of the site
 * @throws Error, without any key in it, when the secret is malformed
 */
export async function openLogKeys(secret: string, site: string): Promise<LogKeys> {
  const origin = `${new URL(site).host}/log`;
  const [first, ...others] = signingKeysIn("LOG_KEY", secret);
  const named = (key: SigningKey) => noteKey(origin, keyKinds.note, bytesOf(key.x));
  const signers = await Promise.all(
    [first, ...others]
      .filter(({ d }) => d !== undefined)
      .map(async (key) => ({ ...named(key), signing: await importSigning(key) })),
  );
  return { origin, signers, published: [named(first), ...others.map(named)] };
}
