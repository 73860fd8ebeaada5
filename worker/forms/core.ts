import type { Commitments, Language } from "../policy/schema.ts";
import type { FormDefinition, Mistake, Text, Ticket, Values } from "./schema.ts";

/** How long a shown form can be sent, in milliseconds. */
export const ticketLifetime = 24 * 60 * 60 * 1000;

/** A text in a language (English where it is not translated), with the policy's own figures put in. */
export function inLanguage(text: Text, language: Language, commitments: Commitments): string {
  return withFigures(text[language] ?? text.en, commitments);
}

/** Puts the figure that the policy commits to where a text says `{minimumAge}`. */
export function withFigures(text: string, commitments: Commitments): string {
  return text.replaceAll("{minimumAge}", String(commitments.minimumAge));
}

/**
 * Reads an `application/x-www-form-urlencoded` body strictly.
 * @returns undefined when it is not UTF-8, holds NUL, or names a field twice: no browser sends that
 */
export function decodeForm(body: Uint8Array): Map<string, string> | undefined {
  const fields = new Map<string, string>();
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    for (const pair of text.split("&").filter(Boolean)) {
      const [name = "", ...rest] = pair
        .split("=")
        .map((part) => decodeURIComponent(part.replaceAll("+", " ")));
      const value = rest.join("=").replace(/\r\n?/g, "\n");
      if (fields.has(name) || `${name}${value}`.includes("\0")) return undefined;
      fields.set(name, value);
    }
  } catch {
    // Not UTF-8, in the bytes or in an escape: both throw, and the caller answers 400.
    return undefined;
  }
  return fields;
}

/** The submitted strings of a form's own fields; one that is missing is empty, one that is unknown is dropped. */
export function valuesOf(form: FormDefinition, submitted: ReadonlyMap<string, string>): Values {
  return Object.fromEntries(form.fields.map(({ name }) => [name, submitted.get(name) ?? ""]));
}

/** Checks values against the form's schema: the typed record, or one mistake a field in the order of the page. */
export function checkForm<Record>(
  form: FormDefinition<import("zod").ZodType<Record>>,
  values: Values,
): { record: Record } | { mistakes: Mistake[] } {
  const checked = form.schema.safeParse(values);
  if (checked.success) return { record: checked.data };
  const mistakes = form.fields.flatMap(({ name }) => {
    const issue = checked.error.issues.find(({ path }) => path[0] === name);
    return issue ? [{ field: name, message: issue.message }] : [];
  });
  return { mistakes };
}

/** A ticket as the page carries it: its JSON and an HMAC-SHA-256, both base64url. */
export async function signTicket(ticket: Ticket, secret: string): Promise<string> {
  const payload = encode(new TextEncoder().encode(JSON.stringify(ticket)));
  return `${payload}.${encode(await hmac(secret, "ticket", payload))}`;
}

/**
 * Reads a ticket that this Worker signed for this form.
 * @returns undefined when it is forged, expired or another form's
 */
export async function readTicket(
  signed: string,
  form: string,
  secret: string,
  at: Date,
): Promise<Ticket | undefined> {
  const [payload = "", signature = ""] = signed.split(".");
  const expected = encode(await hmac(secret, "ticket", payload));
  if (!sameText(signature, expected)) return undefined;
  const ticket = JSON.parse(new TextDecoder().decode(decode(payload))) as Ticket;
  const age = at.getTime() - ticket.issuedAt;
  return ticket.form === form && age >= 0 && age <= ticketLifetime ? ticket : undefined;
}

/**
 * The key of a submission: the same form with the same answers has the same key, so that a repeat is harmless,
 * and nobody without the secret can guess it.
 */
export async function submissionKey(ticket: Ticket, values: Values, secret: string): Promise<Uint8Array> {
  return hmac(secret, "submission", JSON.stringify([ticket.form, ticket.nonce, values]));
}

/** A reference that can be read out on the phone: a letter for the form and twelve Crockford base-32 digits. */
export function referenceFrom(letter: string, key: Uint8Array): string {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const digits = [...key.subarray(0, 12)].map((byte) => alphabet[byte % 32]).join("");
  return `${letter}-${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`;
}

async function hmac(secret: string, purpose: string, message: string): Promise<Uint8Array> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    bytes.encode(`${purpose}\0${secret}`),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes.encode(message)));
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function decode(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}

/** Compares without telling by time where two texts differ. */
function sameText(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}
