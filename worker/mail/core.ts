import type { Letter, Mail, MailContext } from "./schema.ts";

/** After this many failed tries a mail is given up and shown as failed. */
export const mostAttempts = 8;

/** When to try again after the given failed try (from 1): one minute, doubled each time. Undefined after the last. */
export function nextAttempt(attempt: number, failedAt: Date): Date | undefined {
  return attempt < mostAttempts ? new Date(failedAt.getTime() + 60_000 * 2 ** (attempt - 1)) : undefined;
}

/** A letter as a mail: its heading is the subject. */
export function asMail(
  id: string,
  to: string,
  letter: Letter,
  more: Partial<Pick<Mail, "replyTo" | "headers">> = {},
): Mail {
  return {
    id,
    to,
    subject: letter.heading,
    text: asText(letter),
    html: asHtml(letter),
    headers: {},
    ...more,
  };
}

/** The permanent address of the version that somebody agreed to. */
export function policyAddress({ origin, language, policyVersion }: MailContext): string {
  return `${origin}/${language}/policy/${policyVersion}/`;
}

/**
 * Why the mail service would refuse a mail, so that it is refused here first and never tried.
 * https://developers.cloudflare.com/email-service/platform/limits/
 */
export function refusalOf(mail: Mail): string | undefined {
  if (!isOneAddress(mail.to)) return "the recipient is not one e-mail address";
  if (mail.replyTo !== undefined && !isOneAddress(mail.replyTo))
    return "the address for answers is not one e-mail address";
  if (mail.subject.trim() === "" || mail.subject.length > 200 || hasControl(mail.subject))
    return "the subject is empty, too long or has a control character";
  const headers = Object.entries(mail.headers);
  if (headers.some(([name, value]) => !settable.test(name) || value.length > 2048 || hasControl(value)))
    return "a header may not be set, is too long or has a control character";
  const bytes = new TextEncoder().encode(mail.text + mail.html).byteLength;
  return bytes > 1024 * 1024 ? "the text is longer than one megabyte" : undefined;
}

/** What may be kept of an error: mail services quote addresses in it. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}

/** A letter as plain text, lines of any length. */
export function asText({ heading, paragraphs, quote, reason }: Letter): string {
  const quoted = quote === undefined ? [] : [quote.replace(/^/gm, "> ")];
  return `${[heading, ...paragraphs, ...quoted].join("\n\n")}\n\n-- \n${reason}\n`;
}

/** The same letter as HTML: one column, no pictures, nothing fetched. */
export function asHtml({ language, heading, paragraphs, quote, reason }: Letter): string {
  const body = [
    `<h1 style="font-size:20px">${escapeHtml(heading)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${linked(escapeHtml(paragraph))}</p>`),
    ...(quote === undefined
      ? []
      : [
          `<blockquote style="white-space:pre-wrap;margin:0;padding-left:12px;border-left:3px solid #d8d4ca">${escapeHtml(quote)}</blockquote>`,
        ]),
    `<p style="color:#565b63;font-size:14px">${linked(escapeHtml(reason))}</p>`,
  ];
  return `<!doctype html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><title>${escapeHtml(heading)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.6 Georgia,serif;color:#1a1d21"><div style="max-width:600px">
${body.join("\n")}
</div></body></html>
`;
}

/** Makes addresses in escaped text clickable. They are ASCII; a Chinese full stop after one is no part of it. */
function linked(escaped: string): string {
  return escaped.replace(
    /https?:\/\/[!-;=-~]+(?<![.,;:)])/g,
    (address) => `<a href="${address}">${address}</a>`,
  );
}

/** A text as HTML shows it, in an element or an attribute. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}

/** Headers that our mail sets, of those that the service lets anybody set. */
const settable = /^(?:list-unsubscribe|list-unsubscribe-post|auto-submitted|x-[\w-]{1,60})$/i;

function isOneAddress(text: string): boolean {
  return text.length <= 254 && /^[!-~]{1,64}@[!-~]+$/.test(text) && !/[,;:<>()[\]"\\]|@.*@/.test(text);
}

function hasControl(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}
