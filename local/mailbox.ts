import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../terminal/problem.ts";
import { refusalOf, SentMail } from "./mail-rules.ts";
import { localSecrets } from "./secrets.ts";

/** A mail that a local run has sent, as a line of the mailbox. */
export interface StoredMail {
  /** When it left, by the site's clock, in UTC. */
  at: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** With `From`, `Reply-To` if there is one, and for mail with a key a `Message-ID`, the same for each repeat. */
  headers: Record<string, string>;
  /** Files that came with it, as text. */
  attachments?: { filename: string; type: string; content: string }[];
}

/** How sending can fail in a trial: before the mail has left, after, or by never answering. */
export type MailFault = "before" | "after" | "never";

/**
 * The mailbox of a state: one sealed mail per line, because mail quotes visitors, and the state holds none of their
 * words in plain text. `readMailbox` and `npm run mail` open it; they accept lines of plain JSON too.
 */
export function mailboxFile(state: string): string {
  return join(state, "mail.jsonl");
}

/** The mail that a local run has sent, oldest first. */
export function readMailbox(state: string): StoredMail[] {
  // A line that is still being written has no end yet.
  const lines = readOr(mailboxFile(state), "").split("\n").slice(0, -1);
  if (lines.length === 0) return [];
  const key = keyOf(state);
  return lines.map((line) => JSON.parse(line.startsWith("{") ? line : opened(key, line)) as StoredMail);
}

/** Makes sending fail from now on, also for a running server; undefined lets it work again. */
export function breakMail(state: string, fault: MailFault | undefined): void {
  if (fault === undefined) rmSync(faultFile(state), { force: true });
  else writeFileSync(faultFile(state), fault);
}

/**
 * Takes a mail from the Worker into the mailbox.
 * @param mail what the Worker gave to `send`
 * @returns what went wrong; undefined when the mail has left
 */
export async function deliver(state: string, mail: unknown, at: Date): Promise<string | undefined> {
  const fault = readOr(faultFile(state), "").trim();
  if (fault === "never") await new Promise(() => undefined);
  if (fault === "before") return "E_INTERNAL_SERVER_ERROR: mail is made to fail before it leaves";
  const refusal = refusalOf(mail);
  if (refusal !== undefined) return `E_VALIDATION_ERROR: ${refusal}`;
  // Writes each line at once, so that mails which leave at the same time never mix.
  const line = sealed(keyOf(state), JSON.stringify(stored(SentMail.parse(mail), at)));
  appendFileSync(mailboxFile(state), `${line}\n`, { mode: 0o600 });
  return fault === "after" ? "E_INTERNAL_SERVER_ERROR: mail is made to fail after it has left" : undefined;
}

function stored(
  { from, to, replyTo, subject, text = "", html = "", headers, attachments }: SentMail,
  at: Date,
): StoredMail {
  const reply = replyTo === undefined ? {} : { "Reply-To": written(replyTo) };
  return {
    at: at.toISOString(),
    to,
    subject,
    text,
    html,
    headers: { From: written(from), ...reply, ...messageIdOf(from, headers), ...headers },
    ...(attachments ? { attachments: attachments.map(opened64) } : {}),
  };
}

function opened64({ filename, type, content }: NonNullable<SentMail["attachments"]>[number]) {
  return { filename, type, content: Buffer.from(content, "base64").toString("utf8") };
}

/** Made from the key that the Worker gives each mail. In production the service takes no key and makes its own. */
function messageIdOf(from: SentMail["from"], headers: SentMail["headers"]): Record<string, string> {
  const { "X-Idempotency-Key": key } = headers;
  const [, domain] = (typeof from === "string" ? from : from.email).split("@");
  return key === undefined ? {} : { "Message-ID": `<${key}@${domain}>` };
}

/** `Name <address>`, or the address alone. */
function written(party: SentMail["from"]): string {
  if (typeof party === "string") return party;
  return party.name === undefined ? party.email : `${party.name} <${party.email}>`;
}

/** The mailbox's own key, among the secrets of the state. */
function keyOf(state: string): Buffer {
  const { MAILBOX_KEY = "" } = localSecrets(state);
  return Buffer.from(MAILBOX_KEY, "base64url");
}

function sealed(key: Buffer, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const body = [cipher.update(text, "utf8"), cipher.final()];
  return Buffer.concat([iv, cipher.getAuthTag(), ...body]).toString("base64url");
}

function opened(key: Buffer, line: string): string {
  const bytes = Buffer.from(line, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new Problem("The mail of this state was sealed with other secrets: delete mail.jsonl in it.", {
      cause,
    });
  }
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
