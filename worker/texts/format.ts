import { onceAsked } from "./once-asked.ts";

/** The plural form of a count, such as `one` or `other`. */
export function pluralIn(locale: string, options: Intl.PluralRulesOptions): (count: number) => string {
  const rules = onceAsked(() => new Intl.PluralRules(locale, options));
  return (count) => rules().select(count);
}

/** Writes a number as a language does. */
export function numberIn(locale: string, options: Intl.NumberFormatOptions): (value: number) => string {
  const format = onceAsked(() => new Intl.NumberFormat(locale, options));
  return (value) => format().format(value);
}

/** Writes a day (YYYY-MM-DD) or an instant in words. */
export function dateIn(locale: string, options: Intl.DateTimeFormatOptions): (at: Date | string) => string {
  const format = onceAsked(() => new Intl.DateTimeFormat(locale, options));
  return (at) => typesetDate(format().format(typeof at === "string" ? new Date(`${at}T00:00Z`) : at));
}

/**
 * Sets a date as its language does. Russian keeps a day with its month, and shortens the year with a full stop, which
 * at the end of a sentence would be followed by another.
 */
export function typesetDate(date: string): string {
  return date
    .replace(/(\d{4})\s?г\./u, "$1\u00A0года")
    .replace(/(\d) (?=\p{Script=Cyrillic}{3})/u, "$1\u00A0");
}

/** Writes an argument without a format of its own: numbers as the language does, words as they are. */
export function wordsIn(
  locale: string,
  options: Intl.NumberFormatOptions,
): (value: number | string) => string {
  const number = numberIn(locale, options);
  return (value) => (typeof value === "number" ? number(value) : value);
}
