import { bindingLanguage, type Language, type Organization } from "./organization.ts";

/** What the organization is called, who stands for it and where it is. */
export interface Names {
  name: string;
  shortName: string;
  director: string;
  /** Its postal address, one line per entry. */
  address: readonly string[];
}

type Named = Pick<Organization, keyof Names | "languages">;

/** The names as readers of a language know them; where the organization gives none for it, those of the binding language. */
export function namesIn(organization: Named, language: Language): Names {
  const { name, shortName, director, address } = organization;
  const languages = [language, bindingLanguage(organization)];
  return {
    name: saidIn(name, languages) ?? "",
    shortName: saidIn(shortName, languages) ?? "",
    director: saidIn(director, languages) ?? "",
    address: saidIn(address, languages) ?? [],
  };
}

/**
 * The name in the language that binds. Whatever is signed, hashed or compared by programs says it, so that one company has
 * one name there, whatever language somebody reads in.
 */
export function legalName(organization: Pick<Organization, "name" | "languages">): string {
  return saidIn(organization.name, [bindingLanguage(organization)]) ?? "";
}

function saidIn<Said extends string | string[]>(
  words: Said | Partial<Record<Language, Said>>,
  languages: readonly Language[],
): Said | undefined {
  if (typeof words === "string" || Array.isArray(words)) return words as Said;
  const byLanguage = words as Partial<Record<Language, Said>>;
  return languages.map((language) => byLanguage[language]).find((said) => said !== undefined);
}
