import { frames } from "./compiled/frame.ts";
import { type Language, locales } from "./compiled/languages.ts";
import type { Frame, Shared, Texts } from "./compiled/types.ts";
import { typesetDate } from "./format.ts";
import { keyed } from "./keyed.ts";
import { onceAsked } from "./once-asked.ts";
import { catalogOf } from "./reading.ts";

/** Every text in a language that `organization.yaml` lists. Throws for one whose texts are incomplete. */
export function textsIn(language: Language): Texts {
  const found = catalogOf(language);
  if (!found?.isWhole) throw new Error(`content/texts/${language} has no texts for pages yet`);
  return found.texts() as Texts;
}

/** The subjects that every language has, whether or not the site offers it: mails. */
export function sharedTextsIn(language: Language): Shared {
  return catalogOf(language)?.texts() as Shared;
}

/** What stands around every page, and what went wrong: the only texts that are there when the others cannot be read. */
export function frameTextsIn(language: Language): Frame {
  const found = framesByLanguage.get(language);
  if (!found) throw new Error(`content/texts/${language} has no texts for pages yet`);
  return found();
}

const framesByLanguage: ReadonlyMap<string, () => Frame> = new Map(
  Object.entries(frames.languages).map(([tag, frame]) => [
    tag,
    onceAsked(() => keyed(frames.keys, frame, locales[tag as Language]) as Frame),
  ]),
);

/** What a language is called in another one: 英语 for English in Chinese. */
export function languageName(language: Language, inLanguage: Language): string {
  return new Intl.DisplayNames(locales[inLanguage], { type: "language" }).of(language) ?? language;
}

/** Names and addresses side by side. Between two in Latin letters stands a Latin comma, in Chinese too. */
export function sideBySide(items: readonly string[], language: Language): string {
  const { comma } = frameTextsIn(language).language;
  const isLatin = (item = "") => !/\p{Script=Han}/u.test(item);
  return items.reduce((line, item, index) => {
    const mark = isLatin(items[index - 1]) && isLatin(item) ? ", " : comma;
    return index === 0 ? item : line + mark + item;
  }, "");
}

/** A day in words: 22 November 2026. */
export function dayInWords(day: string, language: Language): string {
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: "long", timeZone: "UTC" });
  return typesetDate(format.format(new Date(`${day}T00:00Z`)));
}

/** A day as the axis of a chart has room for it, without its year. */
export function shortDay(day: string, language: Language): string {
  const format = new Intl.DateTimeFormat(locales[language], {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  return format.format(new Date(`${day}T00:00Z`));
}

/** The month of a day as the axis of a chart has room for it. */
export function shortMonth(day: string, language: Language): string {
  const shown = { month: "short", year: "2-digit", timeZone: "UTC" } as const;
  const parts = new Intl.DateTimeFormat(locales[language], shown).formatToParts(new Date(`${day}T00:00Z`));
  // Without a word after it, the year would read as a day: Nov ’25.
  const words = parts.map(({ type, value }, index) =>
    type === "year" && index === parts.length - 1 ? `’${value}` : value,
  );
  return typesetDate(words.join(""));
}

/** A month, `YYYY-MM`, in words: November 2026. */
export function monthInWords(month: string, language: Language): string {
  const shown = { month: "long", year: "numeric", timeZone: "UTC" } as const;
  return typesetDate(
    new Intl.DateTimeFormat(locales[language], shown).format(new Date(`${month}-01T00:00Z`)),
  );
}

/** An instant in words, by the clocks of a time zone. */
export function timeInWords(at: Date, timeZone: string, language: Language): string {
  const shown = { dateStyle: "long", timeStyle: "short", timeZone } as const;
  return typesetDate(new Intl.DateTimeFormat(locales[language], shown).format(at));
}
