import { plainly } from "./typed-text.ts";

/** The most UTF-16 code units of a number with its extension, as people write both. */
export const maxPhone = 60;

/** Whether a text is one phone number, however it is written: grouped, with its extension in words, in any digits. */
export function isPhone(typed: string): boolean {
  if (/[\n\r]/.test(typed.trim())) return false;
  const { number, extension } = phoneParts(typed);
  const digits = number.replace(/\D/g, "").length;
  return isNumber.test(number) && digits >= 5 && digits <= 17 && extension.length <= 8;
}

/** A number and its extension, in plain digits and signs. */
export function phoneParts(typed: string): { number: string; extension: string } {
  const plain = plainly(typed)
    .replace(/\p{Pd}|[\u2212ー]/gu, "-")
    .replace(label, "")
    .replace(remark, "");
  const [, number, extension = ""] = withExtension.exec(plain) ?? [];
  return { number: (number ?? plain).trim().replace(countryInBrackets, "$1 "), extension };
}

const isNumber = /^\+?[\d\s().\-/·~]+$/;

/** `доб. 12`, `вн. 12`, `ext 12`, `;ext=12`, `x12`, `转12`, `#12`, `,12`: a word or a sign, and digits at the end. */
const withExtension =
  /^(.*?\d[\s)]*)(?:[\s,;(]*\p{L}[\p{L}.]{0,19}[\s.:=#]*|[\s(]*[#*,;][\s#]*)(\d+)\s*\)?$/u;

/** A picture or a word or two for a phone before its number: `☎`, `Tel:`, `Моб. тел.:`. */
const label = /^(?:\p{So}\s*)?(?:\p{L}{1,12}[.:/]{0,2}\s*){0,2}(?=[+(\d])/u;

/** What is said of a number after it, and is no extension: `(WeChat)`, `(с 9 до 18)`, `微信同号`. */
const remark =
  /\s*(?:\((?!\s*\p{L}[\p{L}.]{0,19}[\s.:=#]*\d+\s*\))[^()]*\p{L}[^()]*\)|\p{Script=Han}{1,8})$/u;

/** `(+86)`, which no program that dials takes. */
const countryInBrackets = /^\(\s*(\+\d{1,3})\s*\)\s*/;
