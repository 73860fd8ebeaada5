import { hmac, isSameText } from "../../vault/hmac.ts";
import { base64url, bytesOf } from "../../web/base64url.ts";
import { Invitation } from "./invitation-form.ts";

/** The secret part of an invitation's link: who is invited and our signature, both in base64url. */
export async function signInvitation(invitation: Invitation, secret: string): Promise<string> {
  const payload = base64url(new TextEncoder().encode(JSON.stringify(invitation)));
  return `${payload}.${base64url(await hmac(secret, "invitation", payload))}`;
}

/** Whom a link invites; undefined when it is forged or too old. */
export async function readInvitation(
  token: string,
  secret: string,
  at: Date,
): Promise<Invitation | undefined> {
  const [payload = "", signature = ""] = token.split(".");
  if (!isSameText(signature, base64url(await hmac(secret, "invitation", payload)))) return undefined;
  const invitation = Invitation.parse(JSON.parse(new TextDecoder().decode(bytesOf(payload))));
  return at < new Date(invitation.expiresAt) ? invitation : undefined;
}
