import type { VersionSummary } from "../worker/policy/text/version-text.ts";
import { languageName, textsIn } from "../worker/texts/texts.ts";
import type { Language } from "../worker/web/organization.ts";

/** What a list calls a version, which says, too, where its text is in another language only. */
export function withItsLanguage(name: string, own: Language, language: Language): string {
  if (own === language) return name;
  const {
    policy: { versions },
    language: { open, close },
  } = textsIn(language);
  return `${name}${open}${versions.only({ original: languageName(own, language) })}${close}`;
}

/** The language to compare two versions of a list in: that of the list where both are in it, otherwise the one that binds. */
export function languageToCompare(
  language: Language,
  versions: readonly (Pick<VersionSummary, "language"> | undefined)[],
): Language {
  return versions.find((one) => one && one.language !== language)?.language ?? language;
}
