import { Fault } from "./fault.ts";
/** Bytes in base64url without padding (RFC 4648, section 5). */
export function base64url(bytes: Uint8Array): string {
  let binary = "";
  // In pieces, because a call takes only so many arguments. `apply`, because a spread handles each byte by itself.
  for (let at = 0; at < bytes.length; at += 4096) {
    binary += String.fromCharCode.apply(null, bytes.subarray(at, at + 4096) as unknown as number[]);
  }
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of a base64url text. Throws on anything that `base64url` would not have made. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  // `atob` ignores white space, padding and spare bits, so several texts would mean the same bytes.
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) throw new Fault("not base64url");
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  const rest = bytes.subarray(bytes.length - (bytes.length % 3));
  if (base64url(rest) !== text.slice(text.length - (text.length % 4))) throw new Fault("not base64url");
  return bytes;
}
