import { type Language, locales } from "./compiled/languages.ts";

/**
 * Items side by side, with no “and” before the last: “A, B, C”, in Chinese “A、B、C”. The lists of `Intl` that have none
 * are for units, and leave the mark out too in Chinese and Russian.
 */
export function listed(items: readonly string[], language: Language): string {
  const three = new Intl.ListFormat(locales[language], { type: "conjunction" }).formatToParts([
    "1",
    "2",
    "3",
  ]);
  return items.join(three.find(({ type }) => type === "literal")?.value);
}
