import { type Html, html } from "../web/html.ts";
import type { Letter, Mail, MailContext } from "./mail.ts";

/** A letter as a mail. Its heading is the subject. */
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

/** A letter as plain text, with lines of any length. */
export function asText({ heading, paragraphs, quote, original, reason }: Letter): string {
  const quoted = quote === undefined ? [] : [quote.replace(/^/gm, "> ")];
  const before = original === undefined ? [] : [original.said, original.words.replace(/^/gm, "> ")];
  return `${[heading, ...paragraphs, ...quoted, ...before].join("\n\n")}\n\n-- \n${reason}\n`;
}

/** A letter as HTML: one column, no pictures, nothing to fetch. */
export function asHtml({ language, heading, paragraphs, quote, original, reason }: Letter): string {
  const quoted = quote !== undefined && quotation(quote);
  const before = original !== undefined && html`<p>${original.said}</p>\n${quotation(original.words)}`;
  return String(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${heading}</title></head>
<body style="margin:0;padding:24px;font:16px/1.6 Georgia,serif;color:#1a1d21"><div style="max-width:600px">
<h1 style="font-size:20px">${heading}</h1>
${paragraphs.map((paragraph) => html`<p>${linked(paragraph)}</p>\n`)}${quoted}${before}<p style="color:#565b63;font-size:14px">${linked(reason)}</p>
</div></body></html>
`);
}

function quotation(words: string): Html {
  return html`<blockquote style="white-space:pre-wrap;margin:0;padding-left:12px;border-left:3px solid #d8d4ca">${words}</blockquote>\n`;
}

/** Addresses in a text, for links. They are ASCII; a Chinese full stop after one does not belong to it. */
const address = /(https?:\/\/[!#-&(-;=?-~]+(?<![.,;:)]))/;

function linked(text: string): (string | Html)[] {
  return text
    .split(address)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : part));
}
