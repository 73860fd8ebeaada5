import { raw as escapedAlready, html as template } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** Markup in which every text has been escaped. */
export type Html = HtmlEscapedString;

/** What a template takes. The items of a list follow one another; false and missing values add nothing. */
export type HtmlPart = string | number | false | undefined | Html | readonly HtmlPart[];

/** Writes markup, and escapes each text in it for an element's content or an attribute in double quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  // Only a promise among the parts would make it one.
  return template(strings, ...parts) as Html;
}

/** Markup of our own that needs no escaping, such as a style. */
export function raw(markup: string): Html {
  return escapedAlready(markup);
}

/** A text escaped for HTML or XML, in an element or an attribute. */
export function escaped(text: string): string {
  return String(html`${text}`);
}
