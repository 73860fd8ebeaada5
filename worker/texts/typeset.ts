const nbsp = "\u00A0";

/**
 * Sets a text as its language is set. In Chinese a number stays with the measure word after it; in Russian with what it
 * counts, a word of one or two letters with the next one, and a dash with the word before it.
 * @param isCounted whether the text follows a number
 */
export function typeset(text: string, locale: string, isCounted = false): string {
  if (locale.startsWith("zh")) return text.replace(/(?<=^|\d) (?=\p{Script=Han})/gu, nbsp);
  if (!locale.startsWith("ru")) return text;
  return (isCounted ? text.replace(/^ (?=\p{L})/u, nbsp) : text)
    .replace(/(?<![\p{L}\p{N}-])(\p{Script=Cyrillic}{1,2}|№) /gu, `$1${nbsp}`)
    .replaceAll(" —", `${nbsp}—`);
}

/** HTML with its words set so. Code stays as it is, because people copy it. */
export function typesetHtml(html: string, locale: string): string {
  let within = 0;
  return html
    .split(/(<[^>]*>)/)
    .map((part) => {
      if (/^<(?:code|pre)[\s>]/.test(part)) within += 1;
      if (/^<\/(?:code|pre)>/.test(part)) within -= 1;
      return part.startsWith("<") || within > 0 ? part : typeset(part, locale);
    })
    .join("");
}
