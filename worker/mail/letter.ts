import { type Html, type HtmlPart, html, raw } from "../web/html.ts";
import { linked } from "../web/linked.ts";
import type { Letter, Mail, MailContext } from "./mail.ts";
import { markdownAsHtml, markdownAsText } from "./markdown.ts";

/** A letter as a mail. Its heading is the subject. */
export function asMail(
  id: string,
  to: string,
  letter: Letter,
  more: Partial<Pick<Mail, "replyTo" | "headers" | "attachments">> = {},
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
export function asText({
  heading,
  paragraphs,
  markdown,
  quote,
  original,
  reason,
  ending = [],
}: Letter): string {
  const quoted = quote === undefined ? [] : [quote.replace(/^/gm, "> ")];
  const before = original === undefined ? [] : [original.said, original.words.replace(/^/gm, "> ")];
  const written = markdown === undefined ? [] : [markdownAsText(markdown)];
  return `${[heading, ...paragraphs, ...written, ...quoted, ...before].join("\n\n")}\n\n-- \n${[reason, ...ending].join("\n")}\n`;
}

/** A letter as HTML: one column, no pictures, nothing to fetch. */
export function asHtml(letter: Letter): string {
  const { language, heading } = letter;
  return String(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${heading}</title></head>
<body style="margin:0;padding:24px;font:16px/1.6 Georgia,serif;color:#1a1d21"><div style="max-width:600px">
<h1 style="font-size:20px">${heading}</h1>
${bodyOf(letter)}
</div></body></html>
`);
}

/**
 * What stands below the heading of a letter's HTML, also where a page shows the letter before it leaves. Looks for mail
 * programs, which know no style sheet, stand in attributes; a page does without.
 */
export function bodyOf(
  { paragraphs, markdown, quote, original, reason, ending = [] }: Omit<Letter, "heading">,
  look: Look = inMail,
): Html {
  const quotation = (words: string) => html`<blockquote${raw(look.quote)}>${words}</blockquote>\n`;
  const quoted = quote !== undefined && quotation(quote);
  const before = original !== undefined && html`<p>${original.said}</p>\n${quotation(original.words)}`;
  const written = markdown !== undefined && markdownAsHtml(markdown, look);
  return html`${paragraphs.map((paragraph) => html`<p>${inLines(paragraph)}</p>\n`)}${written}${quoted}${before}<p${raw(look.ending)}>${inLines([reason, ...ending].join("\n"))}</p>`;
}

/** How a letter's parts look: attributes, and the element of headings below its own. */
interface Look {
  quote: string;
  ending: string;
  heading: "h2" | "h3";
}

/** Style attributes of a letter's parts in a mail. */
const inMail: Look = {
  heading: "h2",
  quote: ' style="white-space:pre-wrap;margin:0;padding-left:12px;border-left:3px solid #d8d4ca"',
  ending: ' style="color:#565b63;font-size:14px"',
};

/** The same parts on a page, whose style sheet knows them. */
export const onPage: Look = { quote: "", ending: "", heading: "h3" };

/** Text with its line breaks, and its addresses as links. */
function inLines(text: string): HtmlPart {
  return text.split("\n").flatMap((line, index) => [index > 0 && raw("<br>\n"), ...linked(line)]);
}
