/** Bytes in base64url without padding (RFC 4648, section 5). */
export function base64url(bytes: Uint8Array): string {
  let binary = "";
  // In pieces: a long array is more arguments than a call may have. `apply`, because a spread takes each byte by itself.
  for (let at = 0; at < bytes.length; at += 4096) {
    binary += String.fromCharCode.apply(null, bytes.subarray(at, at + 4096) as unknown as number[]);
  }
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of a text in base64url; throws when it is anything but what `base64url` makes of them. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  // `atob` passes over white space, padding and spare bits, by which two texts would be one.
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) throw new Error("not base64url");
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  const rest = bytes.subarray(bytes.length - (bytes.length % 3));
  if (base64url(rest) !== text.slice(text.length - (text.length % 4))) throw new Error("not base64url");
  return bytes;
}
