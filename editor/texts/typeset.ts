const nbsp = "\u00A0";

/**
 * Sets a text as its language is set: in Russian a word of one or two letters stays with the next one, a dash with the
 * word before it, and a number with what it counts.
 * @param isCounted whether the text follows a number
 */
export function typeset(text: string, locale: string, isCounted: boolean): string {
  if (!locale.startsWith("ru")) return text;
  return (isCounted ? text.replace(/^ (?=\p{L})/u, nbsp) : text)
    .replace(/(?<![\p{L}\p{N}-])(\p{Script=Cyrillic}{1,2}|№) /gu, `$1${nbsp}`)
    .replaceAll(" —", `${nbsp}—`);
}
