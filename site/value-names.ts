import { dayInWords, textsIn } from "../worker/texts/texts.ts";
import type { Language } from "../worker/web/organization.ts";
import { capitalized } from "./own-name.ts";
import { pageName } from "./page-names.ts";

/** What a value that was counted is called in a table: a page by its title, a country by its name. */
export function valueName(indicator: string, value: string, language: Language): string {
  const name = valueInSentence(indicator, value, language);
  // What has no name of its own keeps its letters: a host, a browser.
  return name === value && !isSaid(value, language) ? name : capitalized(name, language);
}

/** What it is called within a sentence. */
export function valueInSentence(indicator: string, value: string, language: Language): string {
  const values: Readonly<Record<string, string>> = textsIn(language).visits.figures.values;
  const said = values[value];
  if (said !== undefined) return said;
  switch (indicator) {
    case "page":
      return pageName(value, language);
    case "hour":
      return hourName(value, language);
    case "country":
      return nameOf("region", value, language);
    case "language":
      return nameOf("language", value, language);
    case "policy":
      return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayInWords(value, language) : value;
    default:
      return value;
  }
}

/** Whether it has a word in the texts, though the word may be the same: `desktop` in English. */
function isSaid(value: string, language: Language): boolean {
  return value in textsIn(language).visits.figures.values;
}

/** An hour at a page, `/en/contact/ 14`. */
function hourName(value: string, language: Language): string {
  const [, page, hour] = /^(.*) (\d\d)$/.exec(value) ?? [];
  return page === undefined ? value : `${valueName("page", page, language)}, ${hour}:00`;
}

function nameOf(type: "region" | "language", code: string, language: Language): string {
  try {
    return new Intl.DisplayNames(language, { type, fallback: "none" }).of(code) ?? code;
  } catch {
    // Tor and other network codes are no countries.
    return code;
  }
}
