import type { Letter, Mail, MailContext } from "./mail.ts";

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
