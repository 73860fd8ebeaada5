import type { Language } from "../../worker/web/organization.ts";
import { en } from "./en.ts";

/** Every text of the pages in one language. */
export type Texts = typeof en;

const texts: Partial<Record<Language, Texts>> = { en };

/** The texts of a language that `organization.yaml` lists; throws where they are not written yet. */
export function textsIn(language: Language): Texts {
  const found = texts[language];
  if (!found) throw new Error(`site/i18n has no texts for "${language}": write ${language}.ts`);
  return found;
}

/** A day in words: 22 November 2026. */
export function dayInWords(day: string, language: Language): string {
  return new Intl.DateTimeFormat(tag(language), { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00Z`),
  );
}

/** An instant in words, with the zone named. */
export function timeInWords(at: Date, timeZone: string, language: Language): string {
  return new Intl.DateTimeFormat(tag(language), { dateStyle: "long", timeStyle: "short", timeZone }).format(
    at,
  );
}

function tag(language: Language): string {
  return { en: "en-GB", zh: "zh-CN", ru: "ru-RU" }[language];
}
