const nbsp = "\u00A0";
const wordJoiner = "\u2060";

/** After the hyphen of что-то, кто-либо, когда-нибудь, из-за, из-под. */
const particle = /(?<=\p{Script=Cyrillic}-)(?=(?:то|либо|нибудь|за|под)(?!\p{L}))/gu;

const units =
  /(?:working )?(?:second|minute|hour|day|week|month|year)|секунд|минут|час|де?н|недел|месяц|год|лет|рабоч/u
    .source;
const unit = new RegExp(`(?<=\\d) (?=${units})`, "gu");
const startsInUnit = new RegExp(`^ (?=${units})`, "u");

/**
 * Sets a text as its language is set. A number stays with its unit of time. In Chinese it stays with the measure word
 * after it; in Russian with what it counts, a word of one or two letters with the next one, and a dash with the word
 * before it, and a particle after a hyphen with its word.
 * @param isCounted whether the text follows a number
 */
export function typeset(text: string, locale: string, isCounted = false): string {
  const set = withBoundSpaces(text, locale, isCounted);
  return locale.startsWith("ru") ? set.replace(particle, wordJoiner) : set;
}

function withBoundSpaces(text: string, locale: string, isCounted = false): string {
  if (locale.startsWith("zh")) return text.replace(/(?<=^|\d) (?=\p{Script=Han})/gu, nbsp);
  const timed = (isCounted ? text.replace(startsInUnit, nbsp) : text).replace(unit, nbsp);
  if (!locale.startsWith("ru")) return timed;
  return (isCounted ? timed.replace(/^ (?=\p{L})/u, nbsp) : timed)
    .replace(/(?<![\p{L}\p{N}-])(\p{Script=Cyrillic}{1,2}|№) /gu, `$1${nbsp}`)
    .replaceAll(" —", `${nbsp}—`);
}

/** A number of up to three digits with the word that says what it counts. Longer ones are years. */
const counted = /(?<=(?<![\p{L}\p{N}.:/-])\d{1,3}) (?=\p{L}{3,})/gu;

/** Words before an element that begins with what they count, as where a comparison marks the number. */
const endsInNumber = /(?<![\p{L}\p{N}.:/-])\d{1,3}$/u;

/**
 * A word with a hyphen, such as IP-адрес, что-то or AES-256, with what stands on its line: short words before it, a dash
 * behind it, and marks.
 */
const hyphened =
  /(?:(?<![\p{L}\p{N}])\p{L}{1,2}\u00A0)*[(“«]*(?<![\p{L}\p{N}@/._-])[\p{Script=Latin}\p{Script=Cyrillic}\p{N}]+-[\p{Script=Latin}\p{Script=Cyrillic}\p{N}]+(?![\p{L}\p{N}@/_-]|\.\p{L})[.,;:!?…)”»。，；：）]*(?:\u00A0—)?/gu;

/** A longer one may be divided at its hyphen. */
const maxWhole = 12;

/**
 * HTML of a policy with its words set so, numbers beside what they count in every language, and short words with a hyphen
 * whole. In Chinese a space between two characters is none. Code stays as it is, because people copy it.
 */
export function typesetHtml(html: string, locale: string): string {
  let within = 0;
  let followsNumber = false;
  return html
    .split(/(<[^>]*>)/)
    .map((part) => {
      if (/^<(?:code|pre)[\s>]/.test(part)) within += 1;
      if (/^<\/(?:code|pre)>/.test(part)) within -= 1;
      if (part.startsWith("<") || within > 0) return part;
      const words = followsNumber ? part.replace(/^ (?=\p{L})/u, nbsp) : part;
      if (part !== "") followsNumber = endsInNumber.test(part);
      return withBoundSpaces(words, locale)
        .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, "")
        .replace(counted, nbsp)
        .replace(hyphened, wholeIfShort);
    })
    .join("");
}

function wholeIfShort(words: string): string {
  const word = /[\p{L}\p{N}]+-[\p{L}\p{N}]+/u.exec(words)?.[0] ?? "";
  return word.length > maxWhole ? words : `<span class="whole">${words}</span>`;
}
