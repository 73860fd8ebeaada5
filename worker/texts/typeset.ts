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

/** A number of up to three digits with the word that says what it counts. Longer ones are years. */
const counted = /(?<=(?<![\p{L}\p{N}.:/-])\d{1,3}) (?=\p{L}{3,})/gu;

/** An abbreviation with a hyphen, such as IP-адрес or AES-256, and the marks around it. */
const abbreviation = /[(“«]*(?<![\p{L}\p{N}-])\p{Lu}{2,4}-[\p{L}\p{N}]+[.,;:!?…)”»。，；：）]*/gu;

/**
 * HTML of a policy with its words set so, numbers beside what they count in every language, and abbreviations whole. Code
 * stays as it is, because people copy it.
 */
export function typesetHtml(html: string, locale: string): string {
  let within = 0;
  return html
    .split(/(<[^>]*>)/)
    .map((part) => {
      if (/^<(?:code|pre)[\s>]/.test(part)) within += 1;
      if (/^<\/(?:code|pre)>/.test(part)) within -= 1;
      if (part.startsWith("<") || within > 0) return part;
      return typeset(part, locale)
        .replace(counted, nbsp)
        .replace(abbreviation, (whole) => `<span class="whole">${whole}</span>`);
    })
    .join("");
}
