import type { Language } from "../worker/web/organization.ts";

/** What a language is called in itself, as a name in a list: `Русский`. */
export function ownName(language: Language): string {
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return capitalized(name, language);
}

/** A name as it stands at the head of a line. */
export function capitalized(name: string, language: Language): string {
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
