import { needsFreshAgreement } from "../../policy/versions/history.ts";
import type { PublishedVersion } from "../../policy/versions/version.ts";
import { hmac, isSameText } from "../../vault/hmac.ts";
import { base64url, bytesOf } from "../../web/base64url.ts";
import type { Language } from "../../web/organization.ts";
import type { Values } from "./form.ts";
import type { Notice } from "./shown.ts";

/** What a ticket binds a submission to. */
export interface Ticket {
  form: string;
  language: Language;
  /** Version of the policy in force when the form was shown. */
  policyVersion: string;
  /** SHA-256 of that version's text in that language. */
  policyHash: string;
  /** When the form was shown, in milliseconds since 1970. */
  issuedAt: number;
  /** Makes two submissions of the same shown form one submission. */
  nonce: string;
}

/** The order of its values. */
const names = ["form", "language", "policyVersion", "policyHash", "issuedAt", "nonce"] as const;

/** How long a shown form can be sent, in milliseconds. */
export const ticketLifetime = 24 * 60 * 60 * 1000;

/**
 * A ticket as the page carries it: its values as JSON and an HMAC-SHA-256, both in base64url. Their names would be a
 * fifth of it, and no page compresses base64.
 */
export async function signTicket(ticket: Ticket, secret: string): Promise<string> {
  const values = names.map((name) => ticket[name]);
  const payload = base64url(new TextEncoder().encode(JSON.stringify(values)));
  return `${payload}.${base64url(await hmac(secret, "ticket", payload))}`;
}

/**
 * Reads a ticket that this Worker signed for this form, however old it is.
 * @returns undefined when it is forged or for another form
 */
export async function openTicket(signed: string, form: string, secret: string): Promise<Ticket | undefined> {
  const [payload = "", signature = ""] = signed.split(".");
  const expected = base64url(await hmac(secret, "ticket", payload));
  if (!isSameText(signature, expected)) return undefined;
  const values: unknown[] = JSON.parse(new TextDecoder().decode(bytesOf(payload)));
  const ticket = Object.fromEntries(names.map((name, index) => [name, values[index]])) as unknown as Ticket;
  return ticket.form === form ? ticket : undefined;
}

/** Whether a form shown with this ticket can still be sent. */
export function isInTime({ issuedAt }: Ticket, at: Date): boolean {
  const age = at.getTime() - issuedAt;
  return age >= 0 && age <= ticketLifetime;
}

/** The same as `openTicket`, and undefined also when it has expired. */
export async function readTicket(
  signed: string,
  form: string,
  secret: string,
  at: Date,
): Promise<Ticket | undefined> {
  const ticket = await openTicket(signed, form, secret);
  return ticket && isInTime(ticket, at) ? ticket : undefined;
}

/**
 * Why a form has to be agreed to again: a version after the one shown, up to the one in force, is material.
 * @returns undefined when the text that was shown still stands, or differs only in wording
 */
export function changeSince(
  ticket: Ticket,
  versions: readonly PublishedVersion[],
  inForce: PublishedVersion,
): Notice | undefined {
  const shown = versions.find(({ date }) => date === ticket.policyVersion);
  if (!shown) return { reason: "expired" };
  if (!needsFreshAgreement(versions, shown, inForce)) return undefined;
  return { reason: "changed", shown: shown.date, inForce: inForce.date, summary: inForce.summary };
}

/**
 * The key of a submission. The same form with the same answers has the same key, so a repeat is harmless, and nobody
 * can guess it without the secret.
 */
export async function submissionKey(ticket: Ticket, values: Values, secret: string): Promise<Uint8Array> {
  return hmac(secret, "submission", JSON.stringify([ticket.form, ticket.nonce, values]));
}
