import { base64url } from "../../web/base64url.ts";
import type { ReceiptKeys } from "./receipt.ts";

/**
 * Signs a payload with the current key as a compact JWS: Ed25519 (RFC 8037), deterministic.
 * @param typ the type in the header, so that nothing signed for one use passes for another
 */
export async function signAs(keys: ReceiptKeys, typ: string, payload: unknown): Promise<string> {
  const header = { alg: "EdDSA", typ, kid: keys.published[0].kid };
  const input = `${encode(header)}.${encode(payload)}`;
  const signature = await crypto.subtle.sign("Ed25519", keys.signing, new TextEncoder().encode(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
}

function encode(value: unknown): string {
  return base64url(new TextEncoder().encode(JSON.stringify(value)));
}
