import organization from "../../content/organization.yaml";
import { type Language, staffLanguage } from "./organization.ts";
import { requestValue } from "./provided.ts";

/** The language of a page whose address names none: the desk's, asked for in another one. */
export const pageLanguage = requestValue<Language>("pageLanguage");

/** The language that an address names, if the site has it. */
export function languageIn(path: string): Language | undefined {
  const [, first] = path.split("/");
  return organization.languages.find((language) => language === first);
}

/**
 * The path of the same page in another language. The desk's plain addresses, `/staff/…`, are in the organization's own
 * language, and name any other. An address that is in no language has no twin: it leads to the home page.
 */
export function inLanguage(path: string, language: Language): string {
  const named = languageIn(path);
  const rest = named ? path.slice(named.length + 2) : path.slice(1);
  const isDesk = rest.startsWith("staff/");
  if (isDesk && language === staffLanguage(organization)) return `/${rest}`;
  return named || isDesk ? `/${language}/${rest}` : `/${language}/`;
}
