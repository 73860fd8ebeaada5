import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { refusalOf, SentMail } from "./mail-rules.ts";

/** A mail that a local run has sent, as a line of the mailbox holds it. */
export interface StoredMail {
  /** When it left, by the clock of the site: UTC. */
  at: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** With `From`, and `Reply-To` where there is one. */
  headers: Record<string, string>;
}

/** How sending can fail in a trial: before the mail has left, after it, or by never answering. */
export type MailFault = "before" | "after" | "never";

/** The mailbox of a state: one JSON object a line. */
export function mailboxFile(state: string): string {
  return join(state, "mail.jsonl");
}

/** The mail that a local run has sent, oldest first. */
export function readMailbox(state: string): StoredMail[] {
  // A line that is being written has no end yet.
  const lines = readOr(mailboxFile(state), "").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as StoredMail);
}

/** Makes sending fail from now on, also for a server that is running; undefined lets it work again. */
export function breakMail(state: string, fault: MailFault | undefined): void {
  if (fault === undefined) rmSync(faultFile(state), { force: true });
  else writeFileSync(faultFile(state), fault);
}

/**
 * Takes a mail from the Worker into the mailbox.
 * @param mail what the Worker gave to `send`
 * @returns what went wrong, undefined when the mail has left
 */
export async function deliver(state: string, mail: unknown, at: Date): Promise<string | undefined> {
  const fault = readOr(faultFile(state), "").trim();
  if (fault === "never") await new Promise(() => undefined);
  if (fault === "before") return "E_INTERNAL_SERVER_ERROR: mail is made to fail before it leaves";
  const refusal = refusalOf(mail);
  if (refusal !== undefined) return `E_VALIDATION_ERROR: ${refusal}`;
  // One write of one line, so that mails which leave at the same time never mix.
  appendFileSync(mailboxFile(state), `${JSON.stringify(stored(SentMail.parse(mail), at))}\n`, {
    mode: 0o600,
  });
  return fault === "after" ? "E_INTERNAL_SERVER_ERROR: mail is made to fail after it has left" : undefined;
}

function stored(
  { from, to, replyTo, subject, text = "", html = "", headers }: SentMail,
  at: Date,
): StoredMail {
  const reply = replyTo === undefined ? {} : { "Reply-To": written(replyTo) };
  return {
    at: at.toISOString(),
    to,
    subject,
    text,
    html,
    headers: { From: written(from), ...reply, ...headers },
  };
}

/** `Name <address>`, or the address alone. */
function written(party: SentMail["from"]): string {
  if (typeof party === "string") return party;
  return party.name === undefined ? party.email : `${party.name} <${party.email}>`;
}

function faultFile(state: string): string {
  return join(state, "mail-fault");
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return otherwise;
    throw error;
  }
}
