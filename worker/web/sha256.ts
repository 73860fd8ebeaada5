import { base64url } from "./base64url.ts";

/** SHA-256 of a text's UTF-8 bytes or of a file, in lower-case hexadecimal, for readers to compare. */
export async function sha256(content: string | Uint8Array): Promise<string> {
  return [...(await digestOf(content))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** SHA-256 of a secret or token, base64url, as it is stored and looked up. */
export async function hashOf(secret: string): Promise<string> {
  return base64url(await digestOf(secret));
}

async function digestOf(content: string | Uint8Array): Promise<Uint8Array> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
