import { raw as escapedAlready, html as template } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** Markup in which every text is escaped already. */
export type Html = HtmlEscapedString;

/** What a template takes: a list is written one after the other, and what is false or missing not at all. */
export type HtmlPart = string | number | false | undefined | Html | readonly HtmlPart[];

/** Writes markup; each text in it is escaped, for an element's content as for an attribute in double quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  // Only a promise among the parts would make it one.
  return template(strings, ...parts) as Html;
}

/** Markup of our own that needs no escaping, such as a style. */
export function raw(markup: string): Html {
  return escapedAlready(markup);
}

/** A text as HTML or XML shows it, in an element or an attribute. */
export function escaped(text: string): string {
  return String(html`${text}`);
}
